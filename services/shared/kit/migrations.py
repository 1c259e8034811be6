"""Brings a service's database up to what its code expects: collections, indexes, then changes of the data, in order.

Each change has a number and runs once; where it was interrupted it runs again, so it must be safe to repeat. Code that
knows fewer changes than the database has seen refuses to go on: what a newer version wrote it might misread.
"""

import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pymongo import IndexModel
from pymongo.database import Database

from kit.lease import BEAT, PATIENCE, Lease

if TYPE_CHECKING:
    from kit.service import Service

COLLECTION = "migrations"
INDEXES: list[IndexModel] = []
LONGEST_WAIT = 60.0


class CannotMigrate(Exception):
    """The database was left as it is; the sentence says why."""


@dataclass(frozen=True)
class Migration:
    """One change of the data; numbers are 1, 2, 3 … in a service, `run(database)` must be safe to repeat."""

    number: int
    name: str
    run: Callable[[Database], object]


def reached(database: Database) -> int:
    """The number of the last change that the database has seen, 0 at first."""
    done = database[COLLECTION].find({}, {"_id": 1})
    return max((one["_id"] for one in done), default=0)


def bring_up_to_date(service: "Service", database: Database) -> list[str]:
    """Returns the names of the changes that were made. Raises CannotMigrate."""
    _must_not_go_back(service, database)
    lease = _alone(service, database)
    try:
        service.migrate(database)
        pending = [one for one in service.migrations if one.number > reached(database)]
        for one in pending:
            _make(one, database, lease)
        return [one.name for one in pending]
    finally:
        lease.release()


def _make(migration: Migration, database: Database, lease: Lease) -> None:
    if not lease.hold():
        raise CannotMigrate("another migration has taken over")
    migration.run(database)
    mark = {"_id": migration.number, "name": migration.name, "at": datetime.now(UTC)}
    database[COLLECTION].replace_one({"_id": migration.number}, mark, upsert=True)


def _must_not_go_back(service: "Service", database: Database) -> None:
    known = max((one.number for one in service.migrations), default=0)
    if (seen := reached(database)) > known:
        raise CannotMigrate(
            f"{service.name}'s database has seen change {seen}, this version of Bascule knows {known}: "
            "go on with the newer version, or restore the backup made before it"
        )


def _alone(service: "Service", database: Database) -> Lease:
    """Two migrations at once take turns; one that died is waited out."""
    lease = Lease(database, "migrate", f"{socket.gethostname()}:{os.getpid()}")
    until = time.monotonic() + LONGEST_WAIT + PATIENCE
    while not lease.hold():
        if time.monotonic() > until:
            raise CannotMigrate(f"another migration of {service.name} is under way")
        time.sleep(BEAT)
    return lease
