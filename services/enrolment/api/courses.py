"""Courses, stages and sessions over HTTP; anybody may read them, so that the course can be seen before signing up."""

from typing import Any

from kit.allowed import allowed, anybody
from kit.shapes import Page, page_of
from kit.web import database, perform, person

from enrolment import commands, views
from enrolment.api.blueprint import gives, route, takes
from enrolment.schemas import answers, requests


@route("/courses", methods=["POST"])
@allowed("operator")
@takes(requests.NewCourse)
@gives(201, answers.Course)
def open_course(new: dict[str, Any]) -> Any:
    """Open a course (operators)"""
    return perform(commands.open_course, person(), **new)


@route("/courses")
@anybody
@takes(Page, location="query")
@gives(200, page_of(answers.Course))
def list_courses(asked: dict[str, Any]) -> Any:
    """List the courses"""
    return views.courses(database(), asked["limit"], asked.get("after"))


@route("/courses/<course>")
@anybody
@gives(200, answers.Course)
def show_course(course: str) -> Any:
    """Show one course"""
    return views.course(database(), course)


@route("/courses/<course>/stages", methods=["POST"])
@allowed("facilitator")
@takes(requests.NewStage)
@gives(201, answers.Stage)
def publish_stage(new: dict[str, Any], course: str) -> Any:
    """Publish a stage, which opens by itself when its moment comes (facilitators)"""
    return perform(commands.publish_stage, person(), course, **new)


@route("/courses/<course>/stages")
@anybody
@takes(Page, location="query")
@gives(200, page_of(answers.Stage))
def list_stages(asked: dict[str, Any], course: str) -> Any:
    """List the stages of a course in their order"""
    return views.stages(database(), course, asked["limit"], asked.get("after"))


@route("/courses/<course>/sessions", methods=["POST"])
@allowed("facilitator")
@takes(requests.NewSession)
@gives(201, answers.Session)
def schedule_session(new: dict[str, Any], course: str) -> Any:
    """Announce a live session (facilitators)"""
    return perform(commands.schedule_session, person(), course, **new)


@route("/courses/<course>/sessions")
@anybody
@takes(Page, location="query")
@gives(200, page_of(answers.Session))
def list_sessions(asked: dict[str, Any], course: str) -> Any:
    """List the sessions of a course in the order of their beginnings"""
    return views.sessions(database(), course, asked["limit"], asked.get("after"))


@route("/sessions/<session>/recording", methods=["PUT"])
@allowed("facilitator")
@takes(requests.NewRecording)
@gives(200, answers.Session)
def record_session(new: dict[str, Any], session: str) -> Any:
    """Say where the recording of a session is (facilitators)"""
    return perform(commands.record_session, person(), session, **new)
