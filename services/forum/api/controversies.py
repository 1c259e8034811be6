"""Controversies over HTTP."""

from typing import Any

from kit.allowed import allowed
from kit.shapes import Page, page_of
from kit.web import database, perform, person

from forum import commands
from forum.api.blueprint import gives, route, takes
from forum.schemas import controversies as schemas
from forum.views import controversies as views


@route("/courses/<course>/controversies", methods=["POST"])
@allowed("facilitator")
@takes(schemas.NewControversy)
@gives(201, schemas.Controversy)
def open_controversy(new: dict[str, Any], course: str) -> Any:
    """Ask the question of the week (facilitators)"""
    return perform(commands.open_controversy, person(), course, **new)


@route("/courses/<course>/controversies")
@allowed("member")
@takes(Page, location="query")
@gives(200, page_of(schemas.Controversy))
def list_controversies(asked: dict[str, Any], course: str) -> Any:
    """List the controversies of a course, newest first"""
    person().must_be_in(course)
    return views.controversies(database(), course, asked["limit"], asked.get("after"))
