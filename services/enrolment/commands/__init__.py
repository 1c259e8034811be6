"""What can be asked of enrolment; each runs in the unit of work it is given, and may run again from the start."""

from enrolment.commands.address import request_move
from enrolment.commands.attendance import attend, register
from enrolment.commands.calendars import give_calendar, take_calendar
from enrolment.commands.connect import come_back, connect, set_out
from enrolment.commands.courses import open_course
from enrolment.commands.enrolling import Enrolled, enrol, sign_up
from enrolment.commands.erasure import disown_files, erase, held, is_mine
from enrolment.commands.imports import begin_import, go_through_imports, start_import
from enrolment.commands.people import change_profile, leave, say_where_one_works
from enrolment.commands.publishing import (
    edit_announcement,
    edit_sketchnote,
    publish_announcement,
    publish_sketchnote,
    take_sketchnote_back,
)
from enrolment.commands.roles import grant, set_roles
from enrolment.commands.sessions import (
    cancel_session,
    change_session,
    record_session,
    remind_of_due_sessions,
    remind_of_what_is_due,
    schedule_session,
)
from enrolment.commands.sign_in import begin_family, make_link, refresh_family, request_link, revoke_family
from enrolment.commands.stages import edit_stage, open_due_stages, open_what_is_due, publish_stage

__all__ = [
    "Enrolled",
    "attend",
    "begin_family",
    "begin_import",
    "cancel_session",
    "change_profile",
    "change_session",
    "come_back",
    "connect",
    "disown_files",
    "edit_announcement",
    "edit_sketchnote",
    "edit_stage",
    "enrol",
    "erase",
    "give_calendar",
    "go_through_imports",
    "grant",
    "held",
    "is_mine",
    "leave",
    "make_link",
    "open_course",
    "open_due_stages",
    "open_what_is_due",
    "publish_announcement",
    "publish_sketchnote",
    "publish_stage",
    "record_session",
    "refresh_family",
    "register",
    "remind_of_due_sessions",
    "remind_of_what_is_due",
    "request_link",
    "request_move",
    "revoke_family",
    "say_where_one_works",
    "schedule_session",
    "set_out",
    "set_roles",
    "sign_up",
    "start_import",
    "take_calendar",
    "take_sketchnote_back",
]
