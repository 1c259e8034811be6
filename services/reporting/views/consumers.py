"""Who consumes the streams, and what could not be delivered to them."""

from typing import Any

from kit.errors import Invalid, NotFound
from kit.shapes import page
from pymongo import ASCENDING
from pymongo.database import Database

from reporting.domain import Document, consumers
from reporting.store import consumers as stored


def of_course(database: Database, course: str, limit: int, after: str | None) -> dict[str, Any]:
    """Those whose token is for this course, revoked ones among them."""
    where: Document = {"courses": course} | ({"_id": {"$gt": after}} if after else {})
    found = list(database["consumers"].find(where).sort("_id", ASCENDING).limit(limit + 1))
    return page([consumers.shown(one) for one in found], limit)


def consumer(database: Database, identity: str) -> Document:
    """Raises NotFound."""
    found = stored.find(database, identity)
    if found is None:
        raise NotFound("There is no such consumer")
    return found


def undelivered(database: Database, identity: str, limit: int, after: str | None) -> dict[str, Any]:
    """By position, which is the cursor. Raises Invalid."""
    if after and not (after.isascii() and after.isdigit() and len(after) < 16):
        raise Invalid(errors={"after": ["Not the `next` of a page."]})
    return page(stored.undelivered(database, identity, int(after or 0), limit + 1), limit, "position")
