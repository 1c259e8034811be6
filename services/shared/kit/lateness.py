"""How long what waits in an inbox has waited, though no queue tells the age of what is in it.

A worker sees how old events are when it takes them, batch by batch, and says so every other second, idle or not, under
the database's own clock. One that consumes and says nothing hangs: what it was given waits for as long as it is silent.
The relay tells Prometheus of that, and `bascule status` whoever looks.
"""

import time
from collections.abc import Iterable
from datetime import timedelta
from typing import NamedTuple

import structlog
from pymongo import ASCENDING, IndexModel
from pymongo.database import Database
from pymongo.errors import PyMongoError

from kit import metrics
from kit.event import new_id

COLLECTION = "lateness"
EVERY = 2.0
"""Seconds between two signs of one worker."""
SILENT = 10.0
"""Seconds without a sign after which a worker that consumes hangs."""
KEPT = timedelta(days=1)
INDEXES = [IndexModel([("at", ASCENDING)], expireAfterSeconds=int(KEPT.total_seconds()))]
log = structlog.get_logger()


class Lateness:
    """One worker's."""

    def __init__(self, database: Database) -> None:
        self._signs, self._worker, self._again = database[COLLECTION], new_id(), 0.0

    def note(self, moments: Iterable[float]) -> None:
        """A batch of events that happened then (seconds since the epoch) has been taken."""
        self._say(max((time.time() - one for one in moments), default=0.0))

    def is_over(self) -> None:
        """Nothing waits."""
        self._say(0.0)

    def leave(self) -> None:
        """This worker consumes no more."""
        try:
            self._signs.delete_one({"_id": self._worker})
        except PyMongoError as error:
            log.info("a worker leaves without saying so", reason=type(error).__name__)

    def _say(self, age: float) -> None:
        age = max(0.0, age)
        metrics.INBOX_AGE.set(age)
        if time.monotonic() >= self._again:
            self._again = time.monotonic() + EVERY
            sign = {"$set": {"age": age}, "$currentDate": {"at": True}}
            try:
                self._signs.update_one({"_id": self._worker}, sign, upsert=True)
            except PyMongoError as error:
                log.info("a worker cannot give a sign", reason=type(error).__name__)


class Sign(NamedTuple):
    """Of one worker: how old what it took last was, and for how long it has been silent, in seconds."""

    age: float
    silent: float


def signs(database: Database) -> list[Sign]:
    """The latest sign of each worker, the freshest first; some may be of workers that were killed."""
    found = list(database[COLLECTION].find())
    now = database.command("hello", codec_options=database.codec_options)["localTime"]
    told = (Sign(one["age"], max(0.0, (now - one["at"]).total_seconds())) for one in found)
    return sorted(told, key=lambda one: one.silent)


def longest(signs: list[Sign], workers: int | None, waiting: int | None) -> float:
    """Seconds that the oldest event in an inbox has waited, as far as one knows.

    `workers` consume it now: as many signs must be fresh. When none does, and something is `waiting`, it has waited for
    as long as nobody gave a sign.
    """
    fresh = [one for one in signs if one.silent < SILENT]
    silent = signs[len(fresh) :]
    if workers == 0:
        return signs[0].silent if signs and waiting else 0.0
    hanging = silent[: max(0, (workers or 0) - len(fresh))]
    return max([*(one.age for one in fresh), *(one.silent for one in hanging)], default=0.0)
