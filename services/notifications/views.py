"""What can be read of notifications, and the read models that a replay rebuilds."""

from typing import Any

from kit.shapes import page
from pymongo import DESCENDING
from pymongo.database import Database

COLLECTIONS = ("members", "voices", "posts")


def bells(database: Database, person: str, course: str, limit: int, after: str | None) -> dict[str, Any]:
    """A person's bells, newest first."""
    where: dict[str, Any] = {"person": person, "course": course}
    if after:
        where["_id"] = {"$lt": after}
    return page(list(database["bells"].find(where).sort("_id", DESCENDING).limit(limit + 1)), limit)


def unread(database: Database, person: str, course: str) -> int:
    found = database["unread"].find_one({"_id": f"{course}/{person}"})
    return found["unread"] if found else 0
