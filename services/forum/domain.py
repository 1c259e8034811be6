"""The rules of the forum; pure: documents in, documents out, or a Problem that says which rule was broken."""

from datetime import datetime, timedelta
from typing import Any

from kit.errors import Conflict, Invalid
from kit.places import continent

LONGEST_DEBATE = timedelta(days=60)
Document = dict[str, Any]


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


def new_controversy(identity: str, asked: Document, discussion: Document, author: str, now: datetime) -> Document:
    """A controversy and where it is debated; raises Invalid unless it closes after it opens, within sixty days."""
    lasts = asked["closes_at"] - asked["opens_at"]
    if not timedelta() < lasts <= LONGEST_DEBATE:
        raise Invalid(errors={"closes_at": ["Must be after opens_at, by 60 days at most."]})
    return {
        "_id": identity,
        "course": discussion["course"],
        "question": asked["question"],
        "context": asked["context"],
        "discussion": discussion["_id"],
        "author": author,
        "opens_at": asked["opens_at"],
        "closes_at": asked["closes_at"],
        "at": now,
        "version": 1,
    }


def new_project(identity: str, course: str, declared: Document, author: str, now: datetime) -> Document:
    """A project, with the continent that its place is on."""
    return {
        "_id": identity,
        "course": course,
        **declared,
        "continent": continent(declared["place"]["country"]),
        "author": author,
        "at": now,
        "version": 1,
    }
