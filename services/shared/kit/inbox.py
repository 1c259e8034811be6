"""An event id takes effect once: its mark is written in the same transaction as its effects.

Marks are inserted without looking first, which saves a round trip; only when the database refuses a duplicate is the
batch run again, this time leaving out what is already marked. Marks outlive the stream's retention, so that a replay
can tell which events had taken effect.
"""

from collections.abc import Iterable
from datetime import timedelta

from pymongo import ASCENDING, IndexModel
from pymongo.database import Database

from kit.event import Event
from kit.unit_of_work import Work

COLLECTION = "inbox"
KEPT = timedelta(days=40)
INDEXES = [IndexModel([("at", ASCENDING)], expireAfterSeconds=int(KEPT.total_seconds()))]


def seen(database: Database, ids: Iterable[str]) -> set[str]:
    """Those of the ids that have taken effect here."""
    return {mark["_id"] for mark in database[COLLECTION].find({"_id": {"$in": list(ids)}}, {"_id": 1})}


def unseen(work: Work, events: list[Event]) -> list[Event]:
    """The events without those that have taken effect, as this transaction sees it."""
    marks = work.find(COLLECTION, {"_id": {"$in": [event.id for event in events]}}, projection={"_id": 1})
    known = {mark["_id"] for mark in marks}
    return [event for event in events if event.id not in known]


def mark(work: Work, events: Iterable[Event]) -> None:
    for event in events:
        work.insert(COLLECTION, {"_id": event.id, "type": event.type, "at": work.now})
