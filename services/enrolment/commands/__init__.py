"""What can be asked of enrolment; each runs in the unit of work it is given, and may run again from the start."""

from enrolment.commands.courses import (
    open_course,
    open_due_stages,
    open_what_is_due,
    publish_stage,
    record_session,
    schedule_session,
)
from enrolment.commands.people import Enrolled, change_profile, enrol, grant, sign_up
from enrolment.commands.sign_in import begin_family, make_link, refresh_family, request_link, revoke_family

__all__ = [
    "Enrolled",
    "begin_family",
    "change_profile",
    "enrol",
    "grant",
    "make_link",
    "open_course",
    "open_due_stages",
    "open_what_is_due",
    "publish_stage",
    "record_session",
    "refresh_family",
    "request_link",
    "revoke_family",
    "schedule_session",
    "sign_up",
]
