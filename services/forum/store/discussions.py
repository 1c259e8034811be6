"""Discussions and their posts."""

from kit.unit_of_work import Work

from forum.domain import Document
from forum.store.base import by, one

COLLECTIONS = {
    "discussions": [by("course", "_id"), by("course", "last_at")],
    "posts": [by("discussion", "_id")],
}


def discussion(work: Work, identity: str) -> Document:
    return one(work, "discussions", identity, "discussion")
