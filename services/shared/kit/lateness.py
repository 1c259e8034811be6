"""How long events had waited when a worker took them: for Prometheus always, and in the database while it is much.

No queue tells the age of what waits in it. A worker sees it batch by batch, and leaves a note as long as it is late,
which `bascule status` reads, and which goes out of date by itself when nobody takes anything any more.
"""

import time
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import structlog
from pymongo import IndexModel
from pymongo.database import Database
from pymongo.errors import PyMongoError

from kit import metrics

COLLECTION = "lateness"
LATE = 5.0
"""Seconds that an event had waited, from which it is noted."""
EVERY = 1.0
"""Seconds between two notes of one worker."""
FRESH = timedelta(seconds=30)
INDEXES: list[IndexModel] = []
_NOTE = "inbox"
log = structlog.get_logger()


class Lateness:
    """One worker's."""

    def __init__(self, database: Database) -> None:
        self._notes, self._again = database[COLLECTION], 0.0

    def note(self, moments: Iterable[datetime]) -> None:
        """A batch of events that happened then has been taken."""
        now = time.time()
        age = max((now - one.timestamp() for one in moments), default=0.0)
        metrics.INBOX_AGE.set(max(0.0, age))
        if age > LATE and time.monotonic() >= self._again:
            self._again = time.monotonic() + EVERY
            try:
                self._notes.update_one({"_id": _NOTE}, {"$set": {"at": datetime.now(UTC), "age": age}}, upsert=True)
            except PyMongoError as error:
                log.info("lateness cannot be noted", reason=type(error).__name__)

    def is_over(self) -> None:
        """Nothing waits."""
        metrics.INBOX_AGE.set(0)


def of(database: Database) -> float:
    """Seconds that the oldest event had waited which a worker took last; 0 when it was few, or nothing is taken."""
    note = database[COLLECTION].find_one({"_id": _NOTE, "at": {"$gt": datetime.now(UTC) - FRESH}})
    return note["age"] if note else 0.0
