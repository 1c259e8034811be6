"""One's own enrolments, and what facilitators see of the people of a course and of their roles."""

from typing import Any

from kit.allowed import allowed
from kit.shapes import page_of
from kit.web import database, perform
from kit.web import person as asking

from enrolment import commands, views
from enrolment.api.blueprint import gives, route, takes
from enrolment.schemas import answers, requests


@route("/me/enrolments/<course>", methods=["PUT"])
@allowed("person")
@takes(requests.Workplace)
@gives(200, answers.Enrolment)
def say_where_i_work(form: dict[str, Any], course: str) -> Any:
    """Enrol in a course, come back to it, or change what one said of where one works and what one agrees to"""
    return perform(commands.say_where_one_works, asking().id, course, form)


@route("/me/enrolments/<course>", methods=["DELETE"])
@allowed("person")
@gives(204)
def leave_course(course: str) -> None:
    """Leave a course; what one wrote in it stays"""
    perform(commands.leave, asking().id, course)


@route("/courses/<course>/people")
@allowed("facilitator")
@takes(requests.Members, location="query")
@gives(200, page_of(answers.Member))
def list_members(asked: dict[str, Any], course: str) -> Any:
    """List the people of a course, of one role if it is given, in the order of their ids"""
    return views.members(database(), course, asked.get("role"), asked["limit"], asked.get("after"))


@route("/courses/<course>/people/<person>/roles", methods=["PUT"])
@allowed("facilitator")
@takes(requests.Roles)
@gives(200, answers.RolesHeld)
def set_roles(asked: dict[str, Any], course: str, person: str) -> Any:
    """Set the roles that somebody holds in a course"""
    return perform(commands.set_roles, asking(), course, person, asked["roles"])
