"""The event store: every public event once, at a gap-free position.

The position is given out in the transaction that keeps the events, so that a reader who has seen position n has seen
all before it: workers that compete meet on the counter and take turns. A kept event is its own mark of having come.
Events are kept for years; nothing is ever taken out, and only the pseudonym of somebody who asks to be forgotten is
ever replaced (see erasure). What is folded of them follows (see kit.following).
"""

from collections.abc import Iterable, Iterator
from typing import Any

from kit import following
from kit.errors import Stale
from kit.event import Event
from kit.history import BATCH, Batch
from kit.unit_of_work import Work
from pymongo import ASCENDING
from pymongo.database import Database

from reporting.store import erasure, figures

COLLECTION = COUNTER = "events"


def prepare(database: Database) -> None:
    """Make the counter of positions exist, the first of which is 1, and the place of what follows."""
    database["counters"].update_one({"_id": COUNTER}, {"$setOnInsert": {"position": 0}}, upsert=True)
    following.prepare(database, position(database))


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
        found = list(database[COLLECTION].find(within).sort("_id", ASCENDING))
        yield [erasure.rewritten(one, pending) for one in found] if pending else found


class StoredEvents:
    """The event store as a worker keeps it, a follower reads it, and a replay reads it again (see kit.history.Kept)."""

    proven, marks = True, COLLECTION

    def __init__(self, database: Database) -> None:
        self._database = database

    def last(self) -> int:
        """Up to which the views hold everything: what comes after is the follower's to fold."""
        return following.position(self._database) or -1

    def read(self, after: int, last: int) -> Iterator[Batch]:
        for documents in read(self._database, after, last):
            yield [(one["_id"], event(one)) for one in documents]

    def keep(self, work: Work, events: list[Event], *, look_first: bool) -> Batch:
        if look_first:
            ids = [event.id for event in events]
            known = {one["id"] for one in work.find(COLLECTION, {"id": {"$in": ids}}, projection={"id": 1})}
            events = [event for event in events if event.id not in known]
        counter = _counter(work, events)
        guarded = {"_id": COUNTER, "position": counter["position"]}
        work.guard("counters", guarded, {"$inc": {"position": len(events)}})
        batch = list(enumerate(erasure.translated(work, counter, events), start=counter["position"] + 1))
        for place, event in batch:
            work.insert(COLLECTION, {"_id": place} | kept(event))
        return batch

    def seen(self, ids: Iterable[str]) -> set[str]:
        return {one["id"] for one in self._database[COLLECTION].find({"id": {"$in": list(ids)}}, {"id": 1})}


def _counter(work: Work, events: list[Event]) -> dict[str, Any]:
    """The counter of positions; those under which figures are told are read with it."""
    courses = {event.data["course"] for event in events}
    wanted = [COUNTER, *(figures.counter(course) for course in sorted(courses))]
    found = {one["_id"]: one for one in work.find("counters", {"_id": {"$in": wanted}})}
    if COUNTER not in found:
        raise Stale("the counter of positions is not there yet")
    counter = found.pop(COUNTER)
    work.notes |= found
    return counter


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
