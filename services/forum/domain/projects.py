"""Projects, each with a place in the world."""

from datetime import datetime

from kit.places import continent

from forum.domain import Document


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
