"""Stances and arguments over HTTP."""

from typing import Any

from kit.allowed import allowed
from kit.shapes import Page, page_of
from kit.web import database, perform, person

from forum import commands
from forum.api.blueprint import gives, route, takes
from forum.schemas import controversies as schemas
from forum.views import controversies as views


@route("/controversies/<controversy>/stance", methods=["POST"])
@allowed("member")
@takes(schemas.NewStance)
@gives(201, schemas.MyStance)
def take_stance(new: dict[str, Any], controversy: str) -> Any:
    """Take a first stance, before seeing those of others"""
    return perform(commands.take_stance, person(), controversy, **new)


@route("/controversies/<controversy>/stance", methods=["PUT"])
@allowed("member")
@takes(schemas.RevisedStance)
@gives(200, schemas.MyStance)
def revise_stance(new: dict[str, Any], controversy: str) -> Any:
    """Revise my stance, and name the argument that moved me"""
    return perform(commands.revise_stance, person(), controversy, **new)


@route("/controversies/<controversy>/stances")
@allowed("member")
@takes(Page, location="query")
@gives(200, page_of(schemas.Reason))
def list_reasons(asked: dict[str, Any], controversy: str) -> Any:
    """List why people stand where they stand, to those who took a stance; from five people on, or public ones"""
    seen = views.seen(database(), person(), controversy)
    return views.reasons(database(), seen, asked["limit"], asked.get("after"))


@route("/controversies/<controversy>/arguments", methods=["POST"])
@allowed("member")
@takes(schemas.NewArgument)
@gives(201, schemas.Argument)
def make_argument(new: dict[str, Any], controversy: str) -> Any:
    """Make an argument for or against, after one's own stance"""
    return perform(commands.make_argument, person(), controversy, **new)


@route("/controversies/<controversy>/arguments")
@allowed("member")
@takes(schemas.AskedArguments, location="query")
@gives(200, page_of(schemas.Argument))
def list_arguments(asked: dict[str, Any], controversy: str) -> Any:
    """List the arguments of one side or of both, in the order in which they were made, to those who took a stance"""
    views.seen(database(), person(), controversy)
    side, limit, after = asked.get("side"), asked["limit"], asked.get("after")
    return views.arguments(database(), person(), controversy, side, limit, after)


@route("/arguments/<argument>/conviction", methods=["PUT"])
@allowed("member")
@gives(200, schemas.Argument)
def be_convinced(argument: str) -> Any:
    """Find an argument convincing"""
    return perform(commands.be_convinced, person(), argument, holds=True) | {"convinced_me": True}


@route("/arguments/<argument>/conviction", methods=["DELETE"])
@allowed("member")
@gives(200, schemas.Argument)
def be_convinced_no_longer(argument: str) -> Any:
    """Find an argument convincing no longer"""
    return perform(commands.be_convinced, person(), argument, holds=False) | {"convinced_me": False}
