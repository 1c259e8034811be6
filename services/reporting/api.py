"""Reporting over HTTP: figures are public, since they count and name nobody."""

from typing import Any

from kit.allowed import anybody
from kit.blueprint import Blueprint
from kit.web import database

from reporting import schemas, views

blueprint = Blueprint("reporting", __name__, description="Figures, each counted from events")
route, takes, gives = blueprint.route, blueprint.arguments, blueprint.response


@route("/courses/<course>/figures")
@anybody
@gives(200, schemas.Figures)
def show_figures(course: str) -> Any:
    """Show the figures of a course as they are now"""
    return views.figures(database(), course)


@route("/courses/<course>/days")
@anybody
@takes(schemas.Period, location="query")
@gives(200, schemas.Days)
def list_days(asked: dict[str, Any], course: str) -> Any:
    """List what happened on each day, in UTC"""
    return views.days(database(), course, asked.get("first"), asked.get("last"))
