"""The figures of a course as they are this instant, and day by day."""

from datetime import UTC, datetime
from typing import Any

from kit.errors import NotFound
from pymongo import ASCENDING
from pymongo.database import Database

from reporting import domain


def figures(database: Database, course: str) -> dict[str, Any]:
    """The figures of a course now. Raises NotFound for a course that nothing was heard of."""
    counted = database["figures"].find_one({"_id": course})
    if counted is None:
        raise NotFound("Nothing has been heard of such a course yet")
    alive = {"course": course, "last_at": {"$gte": datetime.now(UTC) - domain.ALIVE}}
    active = sum(1 for _ in database["discussions"].find(alive, {"_id": 1}))
    return {"course": course, "updated_at": counted["updated_at"]} | domain.figures(counted, active)


def days(database: Database, course: str, first: datetime | None, last: datetime | None) -> dict[str, Any]:
    """What happened on each day (UTC) on which something did, in order."""
    within = {name: day for name, day in (("$gte", first), ("$lte", last)) if day}
    where = {"course": course} | ({"day": within} if within else {})
    found = database["days"].find(where).sort("day", ASCENDING)
    zeros = dict.fromkeys(domain.COUNTERS, 0)
    return {"items": [zeros | one for one in found]}
