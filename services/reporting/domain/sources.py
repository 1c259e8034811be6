"""Where everything in a report comes from: the types of events that each figure, and each table, is made of.

Folding nothing but these gives the same figure. Types are named as the feed's query names them.
"""

PRESENCE = ("enrolment.learner.enrolled", "enrolment.learner.profile-changed", "enrolment.learner.left")
ACTS = ("enrolment", "forum", "notifications.notification.opened")
FIGURES: dict[str, tuple[str, tuple[str, ...]]] = {
    "enrolled": ("people.enrolled", ("enrolment.learner.enrolled", "enrolment.learner.profile-changed")),
    "left": ("people.left", PRESENCE),
    "active_this_week": ("people.active_this_week", ACTS),
    "returning": ("people.returning", ACTS),
    "small_and_alone": (
        "people.reach.small_and_alone",
        PRESENCE,
    ),
    "departments_reached": (
        "people.reach.departments_reached",
        PRESENCE,
    ),
    "discussions": ("forum.discussions", ("forum.discussion.opened", "forum.discussion.merged")),
    "posts": ("forum.posts", ("forum.post.published",)),
    "voices": ("forum.voices", ("forum.post.published",)),
    "evenness": ("forum.evenness", ("forum.post.published",)),
    "unanswered": ("forum.unanswered", ("forum.discussion.opened", "forum.post.published")),
    "hours_to_first_answer": ("forum.hours_to_first_answer", ("forum.discussion.opened", "forum.post.published")),
    "thanks": ("forum.thanks", ("forum.post.thanked",)),
    "stances": ("controversies.voices", ("forum.controversy.opened", "forum.stance.taken")),
    "projects": ("projects.projects", ("forum.project.declared",)),
    "projects_helped": ("projects.helped", ("forum.project.declared", "forum.help.requested", "forum.help.closed")),
    "hands_asked": ("hands.asked", ("forum.help.requested",)),
    "hands_given": ("hands.helped", ("forum.help.requested", "forum.help.closed")),
    "attended_live": ("sessions.live", ("enrolment.session.scheduled", "enrolment.session.attended")),
    "attended_later": ("sessions.later", ("enrolment.session.scheduled", "enrolment.session.attended")),
    "told": ("notifications.told", ("notifications.notification.raised",)),
    "opened": ("notifications.opened", ("notifications.notification.opened",)),
    "pulses": ("sensations.people", ("reporting.pulse.recorded",)),
}
"""Name → where it stands in a summary (of a list: the sum), and the types of events that it is made of."""


TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "places": (("people.by_", "people.reach"), PRESENCE),
    "weeks": (("people.cohorts", "people.active_share"), ACTS),
    "talk": (
        ("forum",),
        (
            "forum.discussion.opened",
            "forum.discussion.merged",
            "forum.post.published",
            "forum.post.thanked",
            "forum.answer.accepted",
        ),
    ),
    "debates": (
        ("controversies",),
        (
            *PRESENCE,
            "forum.controversy.opened",
            "forum.controversy.closed",
            "forum.controversy.concluded",
            "forum.stance.taken",
            "forum.argument.made",
            "forum.argument.convinced",
        ),
    ),
    "initiatives": (("projects",), ("forum",)),
    "meetings": (("sessions",), ("enrolment",)),
    "notices": (("notifications",), ("notifications",)),
    "hands": (("hands",), ("forum.help.requested", "forum.help.offered", "forum.help.closed")),
    "feelings": (("sensations",), ("enrolment.stage.opened", "reporting.pulse.recorded")),
    "moments": (("stages", "days"), ("enrolment", "forum", "notifications", "reporting.pulse.recorded")),
    "drawings": (("sketchnotes",), ("enrolment.sketchnote.published",)),
}
"""Name → how the paths of its numbers in a report begin, and the types of events that they are made of."""
