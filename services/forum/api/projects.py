"""Projects over HTTP."""

from typing import Any

from kit.allowed import allowed
from kit.shapes import Page, page_of
from kit.web import database, perform, person

from forum import commands
from forum.api.blueprint import gives, of_my_course, route, takes
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
@takes(Page, location="query")
@gives(200, page_of(schemas.Project))
def list_projects(asked: dict[str, Any], course: str) -> Any:
    """List the projects of a course, newest first"""
    person().must_be_in(course)
    return views.projects(database(), course, asked["limit"], asked.get("after"))


@route("/projects/<project>")
@allowed("member")
@gives(200, schemas.Project)
def show_project(project: str) -> Any:
    """Show one project"""
    return of_my_course("projects", project)
