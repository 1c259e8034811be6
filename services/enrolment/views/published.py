"""Sketchnotes and announcements of a course, newest first; there are few of them."""

from typing import Any

from kit.errors import NotFound
from kit.identity import Person
from kit.markdown import render
from kit.shapes import page
from pymongo import DESCENDING
from pymongo.database import Database

from enrolment.domain import Document


def sketchnotes(database: Database, course: str, about: str | None, limit: int, after: str | None) -> dict[str, Any]:
    where: dict[str, Any] = {"course": course} | ({"about.id": about} if about else {})
    return _newest(database, "sketchnotes", where, limit, after)


def sketchnote(database: Database, person: Person, identity: str) -> Document:
    """Raises NotFound, Forbidden."""
    return _one(database, person, "sketchnotes", identity, "There is no such sketchnote")


def announcements(database: Database, course: str, limit: int, after: str | None) -> dict[str, Any]:
    found = _newest(database, "announcements", {"course": course}, limit, after)
    return {**found, "items": [shown(one) for one in found["items"]]}


def announcement(database: Database, person: Person, identity: str) -> Document:
    """Raises NotFound, Forbidden."""
    return shown(_one(database, person, "announcements", identity, "There is no such announcement"))


def shown(announcement: Document) -> Document:
    """With its body as safe HTML."""
    return {**announcement, "html": render(announcement["body"]).html}


def _newest(
    database: Database, collection: str, where: dict[str, Any], limit: int, after: str | None
) -> dict[str, Any]:
    where = {**where, "_id": {"$lt": after}} if after else where
    return page(list(database[collection].find(where).sort("_id", DESCENDING).limit(limit + 1)), limit)


def _one(database: Database, person: Person, collection: str, identity: str, missing: str) -> Document:
    found = database[collection].find_one({"_id": identity})
    if found is None:
        raise NotFound(missing)
    person.must_be_in(found["course"])
    return found
