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
    made = perform(commands.open_controversy, person(), course, **new)
    return made | {"people": 0, "mine": None}


@route("/courses/<course>/controversies")
@allowed("member")
@takes(Page, location="query")
@gives(200, page_of(schemas.Controversy))
def list_controversies(asked: dict[str, Any], course: str) -> Any:
    """List the controversies of a course, newest first; facilitators see the planned ones, too"""
    person().must_be_in(course)
    return views.controversies(database(), person(), course, asked["limit"], asked.get("after"))


@route("/controversies/<controversy>")
@allowed("member")
@gives(200, schemas.Controversy)
def show_controversy(controversy: str) -> Any:
    """Show one controversy, and my stance on it"""
    return views.controversy(database(), person(), controversy)


@route("/controversies/<controversy>", methods=["PATCH"])
@allowed("facilitator")
@takes(schemas.ChangedControversy)
@gives(200, schemas.Controversy)
def change_controversy(changes: dict[str, Any], controversy: str) -> Any:
    """Put a planned question better, or move the closing date (facilitators)"""
    perform(commands.change_controversy, person(), controversy, **changes)
    return views.controversy(database(), person(), controversy)


@route("/controversies/<controversy>/close", methods=["POST"])
@allowed("facilitator")
@gives(200, schemas.Controversy)
def close_controversy(controversy: str) -> Any:
    """Close a controversy before its date (facilitators)"""
    perform(commands.close_controversy, person(), controversy)
    return views.controversy(database(), person(), controversy)


@route("/controversies/<controversy>/conclusion", methods=["PUT"])
@allowed("facilitator")
@takes(schemas.NewConclusion)
@gives(200, schemas.Controversy)
def conclude_controversy(new: dict[str, Any], controversy: str) -> Any:
    """Conclude a closed controversy in a few words (facilitators)"""
    perform(commands.conclude_controversy, person(), controversy, **new)
    return views.controversy(database(), person(), controversy)


@route("/controversies/<controversy>/outcome")
@allowed("member")
@takes(schemas.AskedOutcome, location="query")
@gives(200, schemas.Outcome)
def show_outcome(asked: dict[str, Any], controversy: str) -> Any:
    """Show where people stand and how they moved; before the close, to those who took a stance and to facilitators"""
    seen = views.seen(database(), person(), controversy)
    return views.outcome(database(), seen, asked.get("language"))
