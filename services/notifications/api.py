"""Notifications over HTTP: everybody sees their own bell, and nobody else's."""

from typing import Any

from kit.allowed import allowed
from kit.blueprint import Blueprint
from kit.shapes import page_of
from kit.web import database, perform, person

from notifications import commands, schemas, views

blueprint = Blueprint("notifications", __name__, description="The bell of whoever asks")
route, takes, gives = blueprint.route, blueprint.arguments, blueprint.response


@route("/bells")
@allowed("person")
@takes(schemas.BellsAsked, location="query")
@gives(200, page_of(schemas.Bell))
def list_bells(asked: dict[str, Any]) -> Any:
    """List my bells in a course, newest first"""
    return views.bells(database(), person().id, asked["course"], asked["limit"], asked.get("after"))


@route("/bells/unread")
@allowed("person")
@takes(schemas.OfCourse, location="query")
@gives(200, schemas.Unread)
def count_unread(asked: dict[str, Any]) -> Any:
    """Count my unread bells in a course"""
    return {"unread": views.unread(database(), person().id, asked["course"])}


@route("/bells/read", methods=["POST"])
@allowed("person")
@takes(schemas.ReadBells)
@gives(200, schemas.Unread)
def mark_read(asked: dict[str, Any]) -> Any:
    """Mark bells as read"""
    return perform(commands.mark_read, person(), **asked)
