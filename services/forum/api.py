"""Forum over HTTP: each route turns a request into one command or one query. All of it is for people of the course."""

from typing import Any

from kit.blueprint import Blueprint
from kit.shapes import Page, page_of
from kit.web import database, perform, person

from forum import commands, schemas, views

blueprint = Blueprint("forum", __name__, description="Discussions, posts, controversies and projects")
route, takes, gives = blueprint.route, blueprint.arguments, blueprint.response


@route("/courses/<course>/discussions", methods=["POST"])
@takes(schemas.NewDiscussion)
@gives(201, schemas.Discussion)
def open_discussion(new: dict[str, Any], course: str) -> Any:
    """Open a discussion with its first post"""
    return perform(commands.open_discussion, person(), course, **new)


@route("/courses/<course>/discussions")
@takes(Page, location="query")
@gives(200, page_of(schemas.Discussion))
def list_discussions(asked: dict[str, Any], course: str) -> Any:
    """List the discussions of a course, newest first"""
    person().must_be_in(course)
    return views.discussions(database(), course, asked["limit"], asked.get("after"))


@route("/discussions/<discussion>")
@gives(200, schemas.Discussion)
def show_discussion(discussion: str) -> Any:
    """Show one discussion"""
    return _mine("discussions", discussion)


@route("/discussions/<discussion>/posts", methods=["POST"])
@takes(schemas.NewPost)
@gives(201, schemas.Post)
def publish_post(new: dict[str, Any], discussion: str) -> Any:
    """Answer in a discussion"""
    return perform(commands.publish_post, person(), discussion, **new)


@route("/discussions/<discussion>/posts")
@takes(Page, location="query")
@gives(200, page_of(schemas.Post))
def list_posts(asked: dict[str, Any], discussion: str) -> Any:
    """List the posts of a discussion in the order of reading"""
    _mine("discussions", discussion)
    return views.posts(database(), discussion, asked["limit"], asked.get("after"))


@route("/courses/<course>/controversies", methods=["POST"])
@takes(schemas.NewControversy)
@gives(201, schemas.Controversy)
def open_controversy(new: dict[str, Any], course: str) -> Any:
    """Ask the question of the week (facilitators)"""
    return perform(commands.open_controversy, person(), course, **new)


@route("/courses/<course>/controversies")
@takes(Page, location="query")
@gives(200, page_of(schemas.Controversy))
def list_controversies(asked: dict[str, Any], course: str) -> Any:
    """List the controversies of a course, newest first"""
    person().must_be_in(course)
    return views.controversies(database(), course, asked["limit"], asked.get("after"))


@route("/courses/<course>/projects", methods=["POST"])
@takes(schemas.NewProject)
@gives(201, schemas.Project)
def declare_project(new: dict[str, Any], course: str) -> Any:
    """Declare a project"""
    return perform(commands.declare_project, person(), course, **new)


@route("/courses/<course>/projects")
@takes(Page, location="query")
@gives(200, page_of(schemas.Project))
def list_projects(asked: dict[str, Any], course: str) -> Any:
    """List the projects of a course, newest first"""
    person().must_be_in(course)
    return views.projects(database(), course, asked["limit"], asked.get("after"))


@route("/projects/<project>")
@gives(200, schemas.Project)
def show_project(project: str) -> Any:
    """Show one project"""
    return _mine("projects", project)


def _mine(collection: str, identity: str) -> Any:
    asking = person()
    found = views.one(database(), collection, identity)
    asking.must_be_in(found["course"])
    return found
