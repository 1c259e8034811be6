"""The words in English."""

LANGUAGE = "en"
HELLO = "Hello {name},"
SOMEBODY = "Somebody"
READ_AND_ANSWER = "Read and answer"
ANSWER_BY_MAIL = "You can also simply answer this message: your answer will appear in the discussion."
ABOVE = "Answer above this line"
WHY = "You receive this message because {reason}."
MUTE_THING = "Receive nothing more about this"
MUTE_KIND = "Receive no more mails of this kind"
MUTE_DIGEST = "Receive this digest no more"
CHOOSE = "Choose what you receive"
MORE = "{count} news in “{title}”"
DIGEST_SUBJECT = {
    "daily": "{course}: {count} news since yesterday",
    "weekly": "{course}: {count} news this week",
}
DIGEST_SUBJECT_ONE = "{course}: some news for you"
DIGEST_INTRO = "Here is what you have not seen yet:"
DIGEST_WHY = {
    "daily": "you chose a digest every day",
    "weekly": "you chose a digest every week",
}
REFUSED = (
    "Your answer could not be published",
    "Your message in answer to Bascule was not published: {why}. You can answer on the site:",
)
WHY_REFUSED = {"empty": "it had no new text", "long": "it is too long for a message in a discussion"}
SIGN_IN = (
    "Your link to come in",
    "Here is your link to come in. It works once, for a quarter of an hour:",
    "If you did not ask for it, leave this message aside: nothing will happen.",
)
KINDS = {
    "mention": ("Somebody speaks of you in “{title}”", "{who} mentioned you in the discussion “{title}”."),
    "answer": ("An answer for you: {title}", "{who} has just answered you in the discussion “{title}”."),
    "reply": ("A new message: {title}", "{who} wrote in the discussion “{title}”."),
    "discussion": ("A new discussion: {title}", "{who} opened the discussion “{title}”."),
    "thanks": ("Somebody says thank you", "{who} thanks you for your message in “{title}”."),
    "accepted": ("Your answer helped", "{who} accepted your answer in “{title}”."),
    "question": (
        "A question waits for somebody like you: {title}",
        "The question “{title}” has no answer yet. You know the subject: a few words would do.",
    ),
    "controversy": ("The controversy is open: {title}", "A new controversy is waiting for you: “{title}”."),
    "controversy-closed": ("The controversy is closed: {title}", "See what moved in “{title}”."),
    "controversy-concluded": ("What remains of: {title}", "The conclusion of “{title}” is written."),
    "convinced": ("Your argument convinced", "Somebody found your argument convincing."),
    "project": ("A new project: {title}", "{who} presents the project “{title}”."),
    "project-news": ("News of the project “{title}”", "{who} tells news of the project “{title}”."),
    "team": ("The team of “{title}” changes", "The team of the project “{title}” changes: {who}."),
    "quiet": (
        "How is the project “{title}”?",
        "Nothing was heard of the project “{title}” for a while. How is it going? Even a small step is of interest.",
    ),
    "resembling": (
        "A project like yours: {title}",
        "The project “{title}” resembles yours. What about getting to know each other?",
    ),
    "help": ("Somebody asks you for a hand: {title}", "{who} asks you for a hand: “{title}”."),
    "help-wanted": ("Who can give a hand? {title}", "{who} looks for a hand: “{title}”."),
    "help-offered": ("A hand for you: {title}", "{who} offers you a hand with “{title}”."),
    "help-closed": ("Thank you for your hand", "The request “{title}” is settled. Thank you for your help!"),
    "contact": ("Somebody would like to stay in touch", "{who} would like to stay in touch with you."),
    "contact-accepted": ("You stay in touch", "{who} agrees to stay in touch with you."),
    "announcement": ("{title}", "The team writes to you: “{title}”."),
    "stage": ("The stage “{title}” is open", "The stage “{title}” is open: enjoy it!"),
    "session": ("A session is announced: {title}", "The session “{title}” is in the calendar. Do register."),
    "recording": ("To watch again: {title}", "The recording of “{title}” is online."),
    "sketchnote": ("A new drawing: {title}", "The sketchnote “{title}” is online."),
    "bilan": ("The report is here", "A new report on the course is published."),
    "session-soon": ("Soon: {title}", "The session “{title}” begins soon."),
    "session-moved": (
        "The session “{title}” changes",
        "The session “{title}” has a new date or new details.",
    ),
    "session-cancelled": ("The session “{title}” will not take place", "The session “{title}” is cancelled."),
    "reported": ("Something was reported", "Something was reported and waits for you to look at it."),
    "moderated": ("A decision concerns you", "A decision was taken that concerns you. You can read the reasons."),
    "roles": ("Your role has changed", "Your role in the course has changed."),
}
REASONS = {
    "you-are-mentioned": "somebody mentioned you",
    "answers-you": "it answers your message",
    "you-opened": "you opened this discussion",
    "you-wrote": "you wrote in this discussion",
    "you-watch": "you chose to follow this",
    "you-watch-stage": "you follow this stage",
    "you-watch-tag": "you follow this tag",
    "you-watch-course": "you follow the whole course",
    "you-can-help": "you said that you know this subject",
    "you-are-asked": "you are asked",
    "you-asked": "you asked for a hand",
    "you-helped": "you gave a hand",
    "your-message": "it is about your message",
    "your-argument": "it is about your argument",
    "your-project": "you are in the team of the project",
    "your-contact": "you offered to stay in touch",
    "you-registered": "you are registered to this session",
    "you-moderate": "you are a facilitator of this course",
    "it-concerns-you": "it concerns you",
    "you-are-enrolled": "you take part in this course",
}
