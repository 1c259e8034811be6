"""The facts that forum tells, whole, and the fields that it reads of the facts of others.

Facts are pseudonymous and carry no words of a message: those who may read it ask forum.
"""

from forum.events import community, controversies, discussions, moderation, projects
from forum.events.community import (
    CONTACT_ACCEPTED,
    CONTACT_ENDED,
    CONTACT_REQUESTED,
    HELP_CLOSED,
    HELP_OFFERED,
    HELP_REQUESTED,
)
from forum.events.controversies import (
    ARGUMENT_CONVINCED,
    ARGUMENT_MADE,
    CONTROVERSY_CLOSED,
    CONTROVERSY_CONCLUDED,
    CONTROVERSY_OPENED,
    STANCE_TAKEN,
)
from forum.events.discussions import (
    ANSWER_ACCEPTED,
    DISCUSSION_LEFT_UNANSWERED,
    DISCUSSION_MERGED,
    DISCUSSION_OPENED,
    DISCUSSION_SPLIT,
    POST_EDITED,
    POST_PUBLISHED,
    POST_REMOVED,
    POST_THANKED,
)
from forum.events.heard import (
    COURSE_OPENED,
    LEARNER_ENROLLED,
    LEARNER_ERASED,
    LEARNER_LEFT,
    REPLY_RECEIVED,
    STAGE_OPENED,
)
from forum.events.moderation import CONTENT_MODERATED, CONTENT_REPORTED
from forum.events.projects import (
    PROJECT_DECLARED,
    PROJECT_GLIMPSED,
    PROJECT_JOINED,
    PROJECT_LEFT,
    PROJECT_RESEMBLED,
    PROJECT_UPDATED,
    PROJECT_WENT_QUIET,
)

EMITTED = (*discussions.EMITTED, *controversies.EMITTED, *projects.EMITTED, *community.EMITTED, *moderation.EMITTED)

__all__ = [
    "ANSWER_ACCEPTED",
    "ARGUMENT_CONVINCED",
    "ARGUMENT_MADE",
    "CONTACT_ACCEPTED",
    "CONTACT_ENDED",
    "CONTACT_REQUESTED",
    "CONTENT_MODERATED",
    "CONTENT_REPORTED",
    "CONTROVERSY_CLOSED",
    "CONTROVERSY_CONCLUDED",
    "CONTROVERSY_OPENED",
    "COURSE_OPENED",
    "DISCUSSION_LEFT_UNANSWERED",
    "DISCUSSION_MERGED",
    "DISCUSSION_OPENED",
    "DISCUSSION_SPLIT",
    "EMITTED",
    "HELP_CLOSED",
    "HELP_OFFERED",
    "HELP_REQUESTED",
    "LEARNER_ENROLLED",
    "LEARNER_ERASED",
    "LEARNER_LEFT",
    "POST_EDITED",
    "POST_PUBLISHED",
    "POST_REMOVED",
    "POST_THANKED",
    "PROJECT_DECLARED",
    "PROJECT_GLIMPSED",
    "PROJECT_JOINED",
    "PROJECT_LEFT",
    "PROJECT_RESEMBLED",
    "PROJECT_UPDATED",
    "PROJECT_WENT_QUIET",
    "REPLY_RECEIVED",
    "STAGE_OPENED",
    "STANCE_TAKEN",
]
