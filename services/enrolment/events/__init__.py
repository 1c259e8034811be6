"""The facts that enrolment tells, whole; what it reads of others is in heard.py.

What is public is pseudonymous: a learner is an id. Names, addresses and one-time links are told in private facts,
which no stream keeps.
"""

from enrolment.events import courses, people, private, sessions
from enrolment.events.courses import ANNOUNCEMENT_PUBLISHED, COURSE_OPENED, SKETCHNOTE_PUBLISHED, STAGE_OPENED
from enrolment.events.people import (
    LEARNER_ENROLLED,
    LEARNER_ERASED,
    LEARNER_LEFT,
    LEARNER_PROFILE_CHANGED,
    LEARNER_ROLES_CHANGED,
)
from enrolment.events.private import ADDRESS_CHANGED, SIGN_IN_REQUESTED
from enrolment.events.sessions import (
    SESSION_APPROACHED,
    SESSION_ATTENDED,
    SESSION_CANCELLED,
    SESSION_RECORDED,
    SESSION_REGISTERED,
    SESSION_RESCHEDULED,
    SESSION_SCHEDULED,
    SESSION_UNREGISTERED,
)

EMITTED = (*courses.EMITTED, *sessions.EMITTED, *people.EMITTED)
EMITTED_IN_PRIVATE = private.EMITTED

__all__ = [
    "ADDRESS_CHANGED",
    "ANNOUNCEMENT_PUBLISHED",
    "COURSE_OPENED",
    "EMITTED",
    "EMITTED_IN_PRIVATE",
    "LEARNER_ENROLLED",
    "LEARNER_ERASED",
    "LEARNER_LEFT",
    "LEARNER_PROFILE_CHANGED",
    "LEARNER_ROLES_CHANGED",
    "SESSION_APPROACHED",
    "SESSION_ATTENDED",
    "SESSION_CANCELLED",
    "SESSION_RECORDED",
    "SESSION_REGISTERED",
    "SESSION_RESCHEDULED",
    "SESSION_SCHEDULED",
    "SESSION_UNREGISTERED",
    "SIGN_IN_REQUESTED",
    "SKETCHNOTE_PUBLISHED",
    "STAGE_OPENED",
]
