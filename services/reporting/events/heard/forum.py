"""What reporting reads of discussions, controversies, projects and the help that people give each other."""

from marshmallow import fields

from reporting.events.heard.reads import about, fact, must, text, texts


def _maybe(field: type[fields.Field]) -> fields.Field:
    return field(load_default=None, allow_none=True)


DISCUSSION_OPENED = fact(
    "forum.discussion.opened",
    discussion=must(),
    title=text(),
    author=text(),
    stage=_maybe(fields.Integer),
    question=fields.Boolean(load_default=False),
)
DISCUSSION_MERGED = fact("forum.discussion.merged", merged=must())
DISCUSSION_SPLIT = fact("forum.discussion.split")
DISCUSSION_RENAMED = fact("forum.discussion.renamed", discussion=must(), title=must(), stage=_maybe(fields.Integer))
DISCUSSION_LEFT_UNANSWERED = fact("forum.discussion.left-unanswered", discussion=must())
POST_PUBLISHED = fact("forum.post.published", discussion=must(), author=text())
POST_EDITED = fact("forum.post.edited")
POST_REMOVED = fact("forum.post.removed", discussion=must())
POST_THANKED = fact("forum.post.thanked", discussion=must(), author=must(), by=must())
ANSWER_ACCEPTED = fact("forum.answer.accepted", discussion=must())
CONTROVERSY_OPENED = fact(
    "forum.controversy.opened",
    controversy=must(),
    discussion=text(),
    question=text(),
    opens_at=text(),
    closes_at=text(),
)
CONTROVERSY_CLOSED = fact("forum.controversy.closed", controversy=must())
CONTROVERSY_CONCLUDED = fact("forum.controversy.concluded", controversy=must())
STANCE_TAKEN = fact(
    "forum.stance.taken",
    controversy=must(),
    stance=must(fields.Integer),
    previous=_maybe(fields.Integer),
    moved_by=_maybe(fields.String),
)
ARGUMENT_MADE = fact("forum.argument.made", controversy=must(), argument=must(), side=must(), author=must())
ARGUMENT_CONVINCED = fact("forum.argument.convinced", controversy=must(), argument=must())
PROJECT_DECLARED = fact(
    "forum.project.declared",
    project=must(),
    title=text(),
    theme=text(),
    author=text(),
    continent=text(),
    phase=fields.String(load_default="idea"),
)
PROJECT_UPDATED = fact("forum.project.updated", project=must(), title=must(), by=must(), phase=must())
PROJECT_JOINED = fact("forum.project.joined", project=must(), learner=must())
PROJECT_LEFT = fact("forum.project.left", project=must(), learner=must())
PROJECT_WENT_QUIET = fact("forum.project.went-quiet", project=must())
PROJECT_RESEMBLED = fact("forum.project.resembled")
PROJECT_GLIMPSED = fact("forum.project.glimpsed", author=must())
HELP_REQUESTED = fact(
    "forum.help.requested", request=must(), title=must(), author=must(), project=_maybe(fields.String)
)
HELP_OFFERED = fact("forum.help.offered", request=must(), by=must())
HELP_CLOSED = fact("forum.help.closed", request=must(), author=must(), outcome=must(), helpers=texts())
CONTACT_REQUESTED = fact("forum.contact.requested", author=must())
CONTACT_ACCEPTED = fact("forum.contact.accepted", to=must())
CONTACT_ENDED = fact("forum.contact.ended")
CONTENT_REPORTED = fact("forum.content.reported")
CONTENT_MODERATED = fact("forum.content.moderated")
TITLE_FORGOTTEN = fact("forum.title.forgotten", about=about(), title=must())
