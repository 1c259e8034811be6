"""The facts that notifications tells, whole, and the fields that it reads of the facts of others."""

from notifications.events import private, told
from notifications.events.heard import (
    ADDRESS_CHANGED,
    CONTROVERSY_OPENED,
    LEARNER_ENROLLED,
    POST_PUBLISHED,
    PROJECT_DECLARED,
    SESSION_RECORDED,
    SIGN_IN_REQUESTED,
    STAGE_OPENED,
)
from notifications.events.private import REPLY_RECEIVED
from notifications.events.told import (
    DIGEST_SENT,
    NOTIFICATION_MUTED,
    NOTIFICATION_OPENED,
    NOTIFICATION_RAISED,
    NOTIFICATION_SENT,
)

EMITTED = (*told.EMITTED,)
EMITTED_IN_PRIVATE = private.EMITTED

__all__ = [
    "ADDRESS_CHANGED",
    "CONTROVERSY_OPENED",
    "DIGEST_SENT",
    "EMITTED",
    "EMITTED_IN_PRIVATE",
    "LEARNER_ENROLLED",
    "NOTIFICATION_MUTED",
    "NOTIFICATION_OPENED",
    "NOTIFICATION_RAISED",
    "NOTIFICATION_SENT",
    "POST_PUBLISHED",
    "PROJECT_DECLARED",
    "REPLY_RECEIVED",
    "SESSION_RECORDED",
    "SIGN_IN_REQUESTED",
    "STAGE_OPENED",
]
