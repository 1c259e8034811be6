"""Discussions over HTTP. Every address that a discussion ever had is answered with the discussion as it is now."""

from typing import Any

from kit.allowed import allowed
from kit.shapes import page_of
from kit.web import database, perform, person
from marshmallow import Schema, fields

from forum import commands
from forum.api.blueprint import gives, route, takes
from forum.schemas import discussions as schemas
from forum.views import discussions as views
from forum.views import search


@route("/courses/<course>/discussions", methods=["POST"])
@allowed("member")
@takes(schemas.NewDiscussion)
@gives(201, schemas.Discussion)
def open_discussion(new: dict[str, Any], course: str) -> Any:
    """Open a discussion with its first post"""
    return perform(commands.open_discussion, person(), course, **new)


@route("/courses/<course>/discussions")
@allowed("member")
@takes(schemas.AskedDiscussions, location="query")
@gives(200, page_of(schemas.Discussion))
def list_discussions(asked: dict[str, Any], course: str) -> Any:
    """List the discussions of a course: the pinned ones, then those in which somebody wrote last

    A filtered page may hold fewer items than asked for: go on while there is a `next`.
    """
    return views.discussions(database(), person(), course, asked)


@route("/courses/<course>/discussions/similar")
@allowed("member")
@takes(schemas.AskedSimilar, location="query")
@gives(200, Schema.from_dict({"items": fields.List(fields.Nested(schemas.Discussion))}, name="SimilarDiscussions")())
def list_similar(asked: dict[str, Any], course: str) -> Any:
    """List up to five discussions whose titles resemble the one being written"""
    return {"items": search.similar(database(), person(), course, asked["title"])}


@route("/courses/<course>/search")
@allowed("member")
@takes(schemas.AskedSearch, location="query")
@gives(200, page_of(schemas.Found))
def find(asked: dict[str, Any], course: str) -> Any:
    """Find discussions, posts, projects, controversies and requests for a hand, the newest first"""
    return search.search(database(), person(), course, asked)


@route("/discussions/<discussion>")
@allowed("member")
@gives(200, schemas.Discussion)
def show_discussion(discussion: str) -> Any:
    """Show one discussion; one that was merged is answered with the one that it is part of, whose `id` differs"""
    return views.one(database(), person(), discussion)


@route("/discussions/<discussion>", methods=["PATCH"])
@allowed("concerned", "facilitator")
@takes(schemas.ChangedDiscussion)
@gives(200, schemas.Discussion)
def change_discussion(changes: dict[str, Any], discussion: str) -> Any:
    """Change title, stage, tags (who opened it, facilitators); pin or lock it (facilitators)"""
    return perform(commands.change_discussion, person(), discussion, **changes)


@route("/discussions/<discussion>/merge", methods=["POST"])
@allowed("facilitator")
@takes(schemas.NewMerge)
@gives(200, schemas.Discussion)
def merge_discussions(asked: dict[str, Any], discussion: str) -> Any:
    """Put this discussion into another; answers with the one that stays"""
    return perform(commands.merge_discussions, person(), discussion, **asked)


@route("/discussions/<discussion>/split", methods=["POST"])
@allowed("facilitator")
@takes(schemas.NewSplit)
@gives(201, schemas.Discussion)
def split_discussion(asked: dict[str, Any], discussion: str) -> Any:
    """Let some posts of this discussion become one of their own"""
    return perform(commands.split_discussion, person(), discussion, **asked)


@route("/discussions/<discussion>/read", methods=["PUT"])
@allowed("member")
@takes(schemas.Read)
@gives(200, schemas.Discussion)
def read(asked: dict[str, Any], discussion: str) -> Any:
    """Say up to which post I have read; it never goes back"""
    found = perform(commands.read, person(), discussion, **asked)
    return views.one(database(), person(), found["_id"])


@route("/courses/<course>/read", methods=["PUT"])
@allowed("member")
@gives(204)
def catch_up(course: str) -> Any:
    """Say that nothing written until now is new to me"""
    perform(commands.catch_up, person(), course)
