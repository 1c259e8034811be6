"""Collections, their indexes, and the event store: every public event once, at a gap-free position.

The position is given out in the transaction that keeps the events, so that a reader who has seen position n has seen
all before it: workers that compete meet on the counter and take turns.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from kit.event import Event
from kit.replay import BATCH, Batch
from kit.unit_of_work import Work
from pymongo import ASCENDING, IndexModel
from pymongo.database import Database

from reporting import domain


def _by(*names: str, **options: Any) -> IndexModel:
    return IndexModel([(name, ASCENDING) for name in names], **options)


COLLECTIONS = {
    "events": [_by("id", unique=True), _by("course", "type", "time")],
    "counters": [],
    "figures": [],
    "days": [_by("course", "day")],
    "activity": [_by("course", "last_at")],
}


def prepare(database: Database) -> None:
    """Make the counter of positions exist; the first position is 1."""
    database["counters"].update_one({"_id": "events"}, {"$setOnInsert": {"position": 0}}, upsert=True)


Counters = dict[str, dict[str, Any]]


def counters(work: Work, courses: Iterable[str]) -> Counters:
    """The counter of positions, and those of the figures told of these courses, in one round trip."""
    names = ["events", *(f"figures/{course}" for course in courses)]
    return {one["_id"]: one for one in work.find("counters", {"_id": {"$in": names}})}


def append(work: Work, known: Counters, events: list[Event]) -> None:
    """Keep events at the next positions."""
    counter = known["events"]
    work.guard("counters", counter, {"$inc": {"position": len(events)}})
    for place, event in enumerate(events, start=counter["position"] + 1):
        work.insert("events", {"_id": place} | _kept(event))


def figures(work: Work, course: str) -> dict[str, Any]:
    """The figures as this unit of work sees them."""
    alive = {"course": course, "last_at": {"$gte": work.now - domain.ALIVE}}
    active = sum(1 for _ in work.find("activity", alive, projection={"_id": 1}))
    return domain.figures(work.find_one("figures", course), active)


def next_version(work: Work, known: Counters, course: str) -> int:
    """The next version of the figures that are told of a course."""
    key = f"figures/{course}"
    if key in known:
        return work.change("counters", known[key], {})
    work.insert("counters", {"_id": key, "version": 1})
    return 1


class StoredEvents:
    """The event store as a history to replay."""

    proven = True

    def __init__(self, database: Database) -> None:
        self._database = database

    def last(self) -> int:
        counter = self._database["counters"].find_one({"_id": "events"})
        return counter["position"] if counter and counter["position"] else -1

    def read(self, after: int, last: int) -> Iterator[Batch]:
        position = max(after, 0)
        while position < last:
            within = {"_id": {"$gt": position, "$lte": position + BATCH}}
            kept = list(self._database["events"].find(within).sort("_id", ASCENDING))
            yield [(one["_id"], _event(one)) for one in kept]
            position = kept[-1]["_id"]


def _kept(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "type": event.type,
        "course": event.data["course"],
        "time": event.time,
        "source": event.source,
        "aggregate": event.aggregate,
        "sequence": event.sequence,
        "correlation": event.correlation,
        "causation": event.causation,
        "traceparent": event.traceparent,
        "data": event.raw,
    }


def _event(kept: dict[str, Any]) -> Event:
    attributes = {name: value for name, value in kept.items() if name not in ("_id", "course")}
    return Event(**attributes)
