"""The event store: every public event once, at a gap-free position.

The position is given out in the transaction that keeps the events, so that a reader who has seen position n has seen
all before it: workers that compete meet on the counter and take turns. A kept event is its own mark of having come.
Events are kept for years; nothing is ever taken out, and only the pseudonym of somebody who asks to be forgotten is
ever replaced (see erasure). What is folded of them follows (see kit.following).
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
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


@dataclass(frozen=True)
class Wanted:
    """Which stored events somebody wants to read: of which courses and types, from one moment to before another.

    None is no limit.
    """

    courses: Collection[str] | None = None
    types: Collection[str] | None = None
    since: datetime | None = None
    before: datetime | None = None

    def suits(self, stored: dict[str, Any]) -> bool:
        return (
            (self.courses is None or stored["course"] in self.courses)
            and (self.types is None or stored["type"] in self.types)
            and (self.since is None or stored["time"] >= self.since)
            and (self.before is None or stored["time"] < self.before)
        )


EVERYTHING = Wanted()


def read(
    database: Database, after: int, last: int, wanted: Wanted = EVERYTHING, batch: int = BATCH
) -> Iterator[list[dict[str, Any]]]:
    """The stored events at the positions after one, up to another, that are wanted; memory holds one batch of them.

    Positions have no gaps, so each batch asks for its own by name, and chooses here: not every engine looks up a range
    of ids in an index, and none can be quick at every mixture of courses, types and moments. A batch may be empty.
    Up to `position` nothing is missing; what is kept meanwhile may be seen in part, with a gap where it begins.
    """
    pending = erasure.under_way(database)
    for start in range(max(after, 0), last, batch):
        positions = list(range(start + 1, min(start + batch, last) + 1))
        found = database[COLLECTION].find({"_id": {"$in": positions}}).sort("_id", ASCENDING)
        suitable = [one for one in found if wanted.suits(one)]
        yield [erasure.rewritten(one, pending) for one in suitable] if pending else suitable


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
        batch: Batch = []
        for place, event in enumerate(erasure.translated(work, counter, events), start=counter["position"] + 1):
            work.insert(COLLECTION, {"_id": place} | kept(event))
            batch.append((place, event))
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
