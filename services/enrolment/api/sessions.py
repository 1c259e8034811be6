"""Live sessions over HTTP: anybody sees when they are, people of the course take part."""

from typing import Any

from kit.allowed import allowed, anybody
from kit.shapes import Page, page_of
from kit.web import database, perform, person

from enrolment import commands, views
from enrolment.api.blueprint import gives, route, takes
from enrolment.schemas import sessions as shapes


@route("/courses/<course>/sessions", methods=["POST"])
@allowed("facilitator")
@takes(shapes.NewSession)
@gives(201, shapes.Session)
def schedule_session(new: dict[str, Any], course: str) -> Any:
    """Announce a live session"""
    return perform(commands.schedule_session, person(), course, **new)


@route("/courses/<course>/sessions")
@anybody
@takes(Page, location="query")
@gives(200, page_of(shapes.Session))
def list_sessions(asked: dict[str, Any], course: str) -> Any:
    """List the sessions of a course in the order of their beginnings"""
    return views.sessions(database(), course, asked["limit"], asked.get("after"))


@route("/courses/<course>/sessions/mine")
@allowed("member")
@gives(200, shapes.Registrations)
def list_my_registrations(course: str) -> Any:
    """List what I said of taking part in the sessions of a course"""
    return {"items": views.registrations(database(), person().id, course)}


@route("/sessions/<session>")
@allowed("member")
@gives(200, shapes.MemberSession)
def show_session(session: str) -> Any:
    """Show a session, where to join it, and whether I registered"""
    return views.session(database(), person(), session)


@route("/sessions/<session>", methods=["PATCH"])
@allowed("facilitator")
@takes(shapes.EditedSession)
@gives(200, shapes.Session)
def change_session(changes: dict[str, Any], session: str) -> Any:
    """Change a session's words, place or time; whoever registered is told of another time"""
    return perform(commands.change_session, person(), session, **changes)


@route("/sessions/<session>/cancellation", methods=["PUT"])
@allowed("facilitator")
@gives(200, shapes.Session)
def cancel_session(session: str) -> Any:
    """Call a session off"""
    return perform(commands.cancel_session, person(), session)


@route("/sessions/<session>/recording", methods=["PUT"])
@allowed("facilitator")
@takes(shapes.NewRecording)
@gives(200, shapes.Session)
def record_session(new: dict[str, Any], session: str) -> Any:
    """Say where the recording of a session is"""
    return perform(commands.record_session, person(), session, **new)


@route("/sessions/<session>/registration", methods=["PUT"])
@allowed("member")
@gives(200, shapes.Registration)
def register(session: str) -> Any:
    """Register for a session, to be reminded of it"""
    return perform(commands.register, person(), session)


@route("/sessions/<session>/registration", methods=["DELETE"])
@allowed("member")
@gives(200, shapes.Registration)
def take_registration_back(session: str) -> Any:
    """Take a registration back"""
    return perform(commands.register, person(), session, yes=False)


@route("/sessions/<session>/attendance", methods=["PUT"])
@allowed("member")
@takes(shapes.Attendance)
@gives(200, shapes.Registration)
def attend(said: dict[str, Any], session: str) -> Any:
    """Say that I am in a session, or watched its recording"""
    return perform(commands.attend, person(), session, **said)
