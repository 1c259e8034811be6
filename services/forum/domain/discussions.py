"""Discussions and their posts."""

from datetime import datetime

from kit.errors import Conflict

from forum.domain import Document


def new_discussion(
    identity: str, course: str, title: str, author: str, stage: int | None, question: bool, now: datetime
) -> Document:
    """A discussion without posts; its version counts what happened to it."""
    return {
        "_id": identity,
        "course": course,
        "title": title,
        "author": author,
        "stage": stage,
        "question": question,
        "controversy": None,
        "locked": False,
        "posts": 0,
        "at": now,
        "last_at": now,
        "version": 1,
    }


def new_post(identity: str, discussion: Document, author: str, body: str, now: datetime) -> Document:
    """The next post of a discussion; raises Conflict when the discussion is locked."""
    if discussion["locked"]:
        raise Conflict("This discussion is locked; it can be read, not answered")
    return {
        "_id": identity,
        "course": discussion["course"],
        "discussion": discussion["_id"],
        "number": discussion["posts"] + 1,
        "author": author,
        "body": body,
        "at": now,
    }


def with_post(discussion: Document, post: Document) -> Document:
    """The discussion once the post is in it."""
    counted = {"posts": post["number"], "last_at": max(post["at"], discussion["last_at"])}
    return {**discussion, **counted, "version": discussion["version"] + 1}
