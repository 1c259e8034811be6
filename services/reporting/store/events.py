"""The event store: every public event once, at a gap-free position.

The position is given out in the transaction that keeps the events, so that a reader who has seen position n has seen
all before it: workers that compete meet on the counter and take turns. Events are kept for years; nothing is ever
taken out, and only the pseudonym of somebody who asks to be forgotten is ever replaced (see erasure).
"""

from collections.abc import Iterable, Iterator
from typing import Any

from kit.event import Event
from kit.replay import BATCH, Batch
from kit.unit_of_work import Work
from pymongo import ASCENDING
from pymongo.database import Database

from reporting.store import erasure

Counters = dict[str, dict[str, Any]]
COUNTER = "events"


def prepare(database: Database) -> None:
    """Make the counter of positions exist; the first position is 1."""
    database["counters"].update_one({"_id": COUNTER}, {"$setOnInsert": {"position": 0}}, upsert=True)


def counters(work: Work, courses: Iterable[str]) -> Counters:
    """The counter of positions, and those of the figures told of these courses, in one round trip."""
    names = [COUNTER, *(f"figures/{course}" for course in courses)]
    return {one["_id"]: one for one in work.find("counters", {"_id": {"$in": names}})}


def append(work: Work, known: Counters, events: list[Event]) -> None:
    """Keep events at the next positions."""
    counter = known[COUNTER]
    guarded = {"_id": COUNTER, "position": counter["position"]}
    work.guard("counters", guarded, {"$inc": {"position": len(events)}})
    for place, event in enumerate(events, start=counter["position"] + 1):
        work.insert("events", {"_id": place} | kept(event))


def position(database: Database) -> int:
    """Of the last event kept; 0 when there is none."""
    counter = database["counters"].find_one({"_id": COUNTER})
    return counter["position"] if counter else 0


def read(
    database: Database, after: int, last: int, where: dict[str, Any] | None = None, batch: int = BATCH
) -> Iterator[list[dict[str, Any]]]:
    """The stored events at the positions after one, up to another, those that match; memory holds one batch of them.

    Ranges of positions keep each query short on every engine; a batch may be empty where nothing matches.
    """
    pending = erasure.under_way(database)
    for start in range(max(after, 0), last, batch):
        within = {"_id": {"$gt": start, "$lte": min(start + batch, last)}} | (where or {})
        found = list(database["events"].find(within).sort("_id", ASCENDING))
        yield [erasure.rewritten(one, pending) for one in found] if pending else found


class StoredEvents:
    """The event store as a history to replay."""

    proven = True

    def __init__(self, database: Database) -> None:
        self._database = database

    def last(self) -> int:
        return position(self._database) or -1

    def read(self, after: int, last: int) -> Iterator[Batch]:
        for documents in read(self._database, after, last):
            yield [(one["_id"], event(one)) for one in documents]


def kept(event: Event) -> dict[str, Any]:
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


def event(kept: dict[str, Any]) -> Event:
    attributes = {name: value for name, value in kept.items() if name not in ("_id", "course")}
    return Event(**attributes)
