"""What can be read of the forum, and the read models that a replay rebuilds."""

from typing import Any

from kit.errors import NotFound
from kit.shapes import page
from pymongo import ASCENDING, DESCENDING
from pymongo.database import Database

from forum.domain import Document

COLLECTIONS = ("courses", "stages")


def discussions(database: Database, course: str, limit: int, after: str | None) -> dict[str, Any]:
    """Newest first."""
    return _newest_first(database, "discussions", course, limit, after)


def projects(database: Database, course: str, limit: int, after: str | None) -> dict[str, Any]:
    return _newest_first(database, "projects", course, limit, after)


def controversies(database: Database, course: str, limit: int, after: str | None) -> dict[str, Any]:
    return _newest_first(database, "controversies", course, limit, after)


def posts(database: Database, discussion: str, limit: int, after: str | None) -> dict[str, Any]:
    """In the order of reading."""
    where: dict[str, Any] = {"discussion": discussion}
    if after:
        where["_id"] = {"$gt": after}
    return page(list(database["posts"].find(where).sort("_id", ASCENDING).limit(limit + 1)), limit)


def one(database: Database, collection: str, identity: str) -> Document:
    """Raises NotFound."""
    found = database[collection].find_one({"_id": identity})
    if found is None:
        raise NotFound()
    return found


def _newest_first(database: Database, name: str, course: str, limit: int, after: str | None) -> dict[str, Any]:
    where: dict[str, Any] = {"course": course}
    if after:
        where["_id"] = {"$lt": after}
    return page(list(database[name].find(where).sort("_id", DESCENDING).limit(limit + 1)), limit)
