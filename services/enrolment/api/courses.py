"""Courses over HTTP; anybody may read them, so that a course can be seen before signing up."""

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
