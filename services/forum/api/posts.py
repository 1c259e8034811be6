"""Posts over HTTP. A post keeps its address wherever it is moved."""

from typing import Any

from kit.allowed import allowed
from kit.shapes import Page, page_of
from kit.web import database, perform, person

from forum import commands
from forum.api.blueprint import gives, route, takes
from forum.schemas import posts as schemas
from forum.views import discussions
from forum.views import posts as views


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
    """List the posts of a discussion in the order of reading; `after` is the number of the last one read"""
    found = discussions.one(database(), person(), discussion)
    return views.of_discussion(database(), person(), found, asked["limit"], asked.get("after"))


@route("/posts/<post>")
@allowed("member")
@gives(200, schemas.Post)
def show_post(post: str) -> Any:
    """Show one post, with the discussion and the number that it has now"""
    return views.one(database(), person(), post)


@route("/posts/<post>", methods=["PATCH"])
@allowed("concerned")
@takes(schemas.ChangedPost)
@gives(200, schemas.Post)
def edit_post(changes: dict[str, Any], post: str) -> Any:
    """Say it in other words, show other files; what it said and showed before stays to be seen"""
    return _shown(perform(commands.edit_post, person(), post, **changes))


@route("/posts/<post>", methods=["DELETE"])
@allowed("concerned", "facilitator")
@gives(200, schemas.Post)
def remove_post(post: str) -> Any:
    """Remove what I wrote, with all that it said before; its place stays"""
    return _shown(perform(commands.remove_post, person(), post))


@route("/posts/<post>/edits")
@allowed("member")
@gives(200, schemas.Edits)
def list_edits(post: str) -> Any:
    """List what a post said before, the latest first"""
    return views.edits(database(), person(), post)


@route("/posts/<post>/thanks", methods=["PUT"])
@allowed("member")
@gives(200, schemas.Post)
def thank(post: str) -> Any:
    """Thank for a post; once is enough"""
    return _shown(perform(commands.thank, person(), post))


@route("/posts/<post>/thanks", methods=["DELETE"])
@allowed("member")
@gives(200, schemas.Post)
def take_thanks_back(post: str) -> Any:
    """Take my thanks back; nobody is told"""
    return _shown(perform(commands.take_thanks_back, person(), post))


@route("/posts/<post>/thanks")
@allowed("member")
@takes(Page, location="query")
@gives(200, page_of(schemas.Thanks))
def list_thanks(asked: dict[str, Any], post: str) -> Any:
    """List who thanked for a post; there is no order of merit"""
    return views.thanks(database(), person(), post, asked["limit"], asked.get("after"))


def _shown(post: dict[str, Any]) -> Any:
    return views.one(database(), person(), post["_id"])
