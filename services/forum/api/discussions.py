"""Discussions and their posts over HTTP."""

from typing import Any

from kit.allowed import allowed
from kit.shapes import Page, page_of
from kit.web import database, perform, person

from forum import commands
from forum.api.blueprint import gives, of_my_course, route, takes
from forum.schemas import discussions as schemas
from forum.views import discussions as views


@route("/courses/<course>/discussions", methods=["POST"])
@allowed("member")
@takes(schemas.NewDiscussion)
@gives(201, schemas.Discussion)
def open_discussion(new: dict[str, Any], course: str) -> Any:
    """Open a discussion with its first post"""
    return perform(commands.open_discussion, person(), course, **new)


@route("/courses/<course>/discussions")
@allowed("member")
@takes(Page, location="query")
@gives(200, page_of(schemas.Discussion))
def list_discussions(asked: dict[str, Any], course: str) -> Any:
    """List the discussions of a course, newest first"""
    person().must_be_in(course)
    return views.discussions(database(), course, asked["limit"], asked.get("after"))


@route("/discussions/<discussion>")
@allowed("member")
@gives(200, schemas.Discussion)
def show_discussion(discussion: str) -> Any:
    """Show one discussion"""
    return of_my_course("discussions", discussion)


@route("/discussions/<discussion>/posts", methods=["POST"])
@allowed("member")
@takes(schemas.NewPost)
@gives(201, schemas.Post)
def publish_post(new: dict[str, Any], discussion: str) -> Any:
    """Answer in a discussion"""
    return perform(commands.publish_post, person(), discussion, **new)


@route("/discussions/<discussion>/posts")
@allowed("member")
@takes(Page, location="query")
@gives(200, page_of(schemas.Post))
def list_posts(asked: dict[str, Any], discussion: str) -> Any:
    """List the posts of a discussion in the order of reading"""
    of_my_course("discussions", discussion)
    return views.posts(database(), discussion, asked["limit"], asked.get("after"))
