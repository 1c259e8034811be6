"""What can be read of the forum, by subject, and the read models that a replay rebuilds."""

from typing import Any

from kit.errors import NotFound
from kit.shapes import page
from pymongo import DESCENDING
from pymongo.database import Database

from forum.domain import Document

COLLECTIONS = ("courses", "stages")


def one(database: Database, collection: str, identity: str) -> Document:
    """Raises NotFound."""
    found = database[collection].find_one({"_id": identity})
    if found is None:
        raise NotFound()
    return found


def newest_first(database: Database, name: str, course: str, limit: int, after: str | None) -> dict[str, Any]:
    """One page of the things of a course."""
    where: dict[str, Any] = {"course": course}
    if after:
        where["_id"] = {"$lt": after}
    return page(list(database[name].find(where).sort("_id", DESCENDING).limit(limit + 1)), limit)
