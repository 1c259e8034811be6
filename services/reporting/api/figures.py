"""Figures over HTTP: those that count and name nobody are public; the dashboard is for the people of the course."""

from typing import Any

from kit.allowed import allowed, anybody
from kit.web import database, person

from reporting import views
from reporting.api.blueprint import gives, route, takes
from reporting.schemas import dashboards
from reporting.schemas import figures as shapes


@route("/courses/<course>/figures")
@anybody
@gives(200, shapes.Figures)
def show_figures(course: str) -> Any:
    """Show the figures of a course as they are now"""
    return views.figures(database(), course)


@route("/courses/<course>/days")
@anybody
@takes(shapes.Period, location="query")
@gives(200, shapes.Days)
def list_days(asked: dict[str, Any], course: str) -> Any:
    """List what happened on each day, in UTC"""
    return views.days(database(), course, asked.get("first"), asked.get("last"))


@route("/courses/<course>/dashboard")
@allowed("member")
@gives(200, dashboards.Dashboard)
def show_dashboard(course: str) -> Any:
    """Show all figures of a course, subject by subject, with how far behind the events they are (its people)"""
    person().must_be_in(course)
    return views.dashboards.dashboard(database(), course)


@route("/state")
@anybody
@gives(200, dashboards.State)
def show_state() -> Any:
    """Show the position of the event store, and how far behind it is what is made from it"""
    return views.dashboards.state(database())
