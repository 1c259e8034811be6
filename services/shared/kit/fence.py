"""Lets a replay swap read models while no batch is half-way: workers pass through it, a replay holds it shut.

Each worker's transaction writes to one of a few slots. A replay writes to all of them at once: it conflicts with every
transaction under way, so that after it has succeeded none is, and those that follow wait. Slots are several so that
competing workers seldom meet on one. A fence held by a replay that died opens by itself after `LONGEST` seconds.
"""

import random
from datetime import UTC, datetime, timedelta

from pymongo import IndexModel, UpdateOne
from pymongo.database import Database

from kit.unit_of_work import Work, transact

COLLECTION = "fence"
INDEXES: list[IndexModel] = []
SLOTS = [f"slot-{number:02}" for number in range(16)]
LONGEST = 30.0
OPEN = datetime(2000, 1, 1, tzinfo=UTC)


def slot() -> str:
    """A worker's slot, for its life."""
    return random.choice(SLOTS)


def prepare(database: Database) -> None:
    """Make the slots exist."""
    opened = {"$setOnInsert": {"shut_until": OPEN, "batches": 0}}
    database[COLLECTION].bulk_write([UpdateOne({"_id": name}, opened, upsert=True) for name in SLOTS], ordered=False)


def pass_through(work: Work, name: str) -> None:
    """Part of a worker's transaction; makes it fail as Stale while the fence is shut."""
    work.guard(COLLECTION, {"_id": name, "shut_until": {"$lt": work.now}}, {"$inc": {"batches": 1}})


def shut(database: Database) -> None:
    """Return once no worker's transaction is under way and none can begin."""
    _set(database, datetime.now(UTC) + timedelta(seconds=LONGEST))


def open_again(database: Database) -> None:
    _set(database, OPEN)


def _set(database: Database, until: datetime) -> None:
    def write(work: Work) -> None:
        for name in SLOTS:
            work.update(COLLECTION, name, {"$set": {"shut_until": until}})

    transact(database, write, deadline=10)
