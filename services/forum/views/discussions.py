"""Lists of discussions and their posts."""

from typing import Any

from kit.shapes import page
from pymongo import ASCENDING
from pymongo.database import Database

from forum.views import newest_first


def discussions(database: Database, course: str, limit: int, after: str | None) -> dict[str, Any]:
    """Newest first."""
    return newest_first(database, "discussions", course, limit, after)


def posts(database: Database, discussion: str, limit: int, after: str | None) -> dict[str, Any]:
    """In the order of reading."""
    where: dict[str, Any] = {"discussion": discussion}
    if after:
        where["_id"] = {"$gt": after}
    return page(list(database["posts"].find(where).sort("_id", ASCENDING).limit(limit + 1)), limit)
