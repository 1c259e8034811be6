"""Projects over HTTP."""

from typing import Any

from kit.allowed import allowed
from kit.shapes import Page, page_of
from kit.web import database, perform, person

from forum import commands
from forum.api.blueprint import gives, route, takes
from forum.schemas import projects as schemas
from forum.views import projects as views


@route("/courses/<course>/projects", methods=["POST"])
@allowed("member")
@takes(schemas.NewProject)
@gives(201, schemas.Project)
def declare_project(new: dict[str, Any], course: str) -> Any:
    """Declare a project"""
    return perform(commands.declare_project, person(), course, **new)


@route("/courses/<course>/projects")
@allowed("member")
@takes(schemas.AskedProjects, location="query")
@gives(200, page_of(schemas.Project))
def list_projects(asked: dict[str, Any], course: str) -> Any:
    """List the projects of a course, newest first, by theme, phase, continent, or mine only"""
    person().must_be_in(course)
    return views.projects(database(), person(), course, asked)


@route("/courses/<course>/map")
@allowed("member")
@gives(200, schemas.Map)
def show_map(course: str) -> Any:
    """Show all projects of a course as points of the world"""
    person().must_be_in(course)
    return views.spots(database(), person(), course)


@route("/projects/<project>")
@allowed("member")
@gives(200, schemas.Project)
def show_project(project: str) -> Any:
    """Show one project"""
    return views.project(database(), person(), project)


@route("/projects/<project>", methods=["PATCH"])
@allowed("concerned")
@takes(schemas.ChangedProject)
@gives(200, schemas.Project)
def change_project(changes: dict[str, Any], project: str) -> Any:
    """Put a project's words, place or open roles better (its team)"""
    return perform(commands.change_project, person(), project, **changes)


@route("/projects/<project>/phase", methods=["PUT"])
@allowed("concerned")
@takes(schemas.NewPhase)
@gives(200, schemas.Project)
def change_phase(new: dict[str, Any], project: str) -> Any:
    """Move a project on to another phase, or back (its team)"""
    return perform(commands.change_phase, person(), project, **new)


@route("/projects/<project>/news", methods=["POST"])
@allowed("concerned")
@takes(schemas.NewNews)
@gives(201, schemas.News)
def tell_news(new: dict[str, Any], project: str) -> Any:
    """Tell how a project goes, with pictures (its team)"""
    return perform(commands.tell_news, person(), project, **new)


@route("/projects/<project>/news")
@allowed("member")
@takes(Page, location="query")
@gives(200, page_of(schemas.News))
def list_news(asked: dict[str, Any], project: str) -> Any:
    """List the news of a project, latest first"""
    views.project(database(), person(), project)
    return views.news(database(), person(), project, asked)


@route("/projects/<project>/needs", methods=["POST"])
@allowed("concerned")
@takes(schemas.NewNeed)
@gives(201, schemas.Project)
def add_need(new: dict[str, Any], project: str) -> Any:
    """Say what a project needs or offers (its team)"""
    return perform(commands.add_need, person(), project, **new)


@route("/projects/<project>/needs/<need>", methods=["DELETE"])
@allowed("concerned")
@gives(200, schemas.Project)
def meet_need(project: str, need: str) -> Any:
    """Take out a need or an offer that was met (its team)"""
    return perform(commands.meet_need, person(), project, need)


@route("/courses/<course>/glimpses", methods=["POST"])
@allowed("member")
@takes(schemas.NewGlimpse)
@gives(201, schemas.Glimpse)
def glimpse(new: dict[str, Any], course: str) -> Any:
    """Say in one line that something was done elsewhere, so that it counts"""
    return perform(commands.glimpse, person(), course, **new)


@route("/courses/<course>/glimpses")
@allowed("member")
@takes(Page, location="query")
@gives(200, schemas.Glimpses)
def list_glimpses(asked: dict[str, Any], course: str) -> Any:
    """List what was done elsewhere, newest first, and how much"""
    person().must_be_in(course)
    return views.glimpses(database(), person(), course, asked)
