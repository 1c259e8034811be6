"""Bells over HTTP."""

from typing import Any

from kit.allowed import allowed
from kit.shapes import page_of
from kit.web import database, perform, person

from notifications import commands, views
from notifications.api.blueprint import gives, route, takes
from notifications.schemas import bells


@route("/bells")
@allowed("member")
@takes(bells.BellsAsked, location="query")
@gives(200, page_of(bells.Bell))
def list_bells(asked: dict[str, Any]) -> Any:
    """List my bells in a course, newest first"""
    return views.page_of_bells(database(), person().id, asked["course"], asked["limit"], asked.get("after"))


@route("/bells/unread")
@allowed("member")
@takes(bells.OfCourse, location="query")
@gives(200, bells.Unread)
def count_unread(asked: dict[str, Any]) -> Any:
    """Count my unread bells in a course"""
    return {"unread": views.unread(database(), person().id, asked["course"])}


@route("/bells/read", methods=["POST"])
@allowed("person")
@takes(bells.ReadBells)
@gives(200, bells.Unread)
def mark_read(asked: dict[str, Any]) -> Any:
    """Mark bells as read: by id, all of them, or those about a thing that is on screen"""
    perform(commands.mark_read, person(), **asked)
    return {"unread": views.unread(database(), person().id, asked["course"])}
