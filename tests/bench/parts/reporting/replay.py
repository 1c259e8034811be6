"""A replay beside a bare loop that reads the same events and sends the same grouped writes, made beforehand."""

import gc
import os
import subprocess
import sys
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from kit import service
from kit.folding import fold, read
from kit.history import BATCH
from kit.replay import rebuild
from kit.unit_of_work import Work, once
from kit.views import Views
from pymongo import UpdateOne
from pymongo.database import Database
from reporting import store

from tests.bench.ground import Ground, stopwatch
from tests.bench.memory import megabytes


def ours(ground: Ground, count: int) -> float:
    database = ground.mongo[ground.settings.database("reporting")]
    with stopwatch() as seconds:
        rebuild(service.load("reporting"), database, store.StoredEvents(database), lambda *_: None)
    return count / seconds()


class _Recorded(Work):
    """Keeps the grouped writes of a batch instead of sending them."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, None, datetime.now(UTC), {})  # type: ignore[arg-type]

    @property
    def writes(self) -> list[Any]:
        return self._updates


def writes(database: Database) -> list[list[Any]]:
    """The very writes of a replay, batch by batch, made beforehand."""
    found = []
    for batch in store.StoredEvents(database).read(0, store.position(database)):
        work = _Recorded(database)
        reactions = service.load("reporting").reactions
        fold(reactions, read(reactions, batch), Views(work, rename=lambda name: f"{name}.bare"))
        found.append(work.writes)
    gc.freeze()  # a collector that looks through them again and again would slow down either side
    return found


def bare(database: Database, writes: list[list[UpdateOne]]) -> float:
    """Read each batch, send its writes in one transaction."""
    for name in store.FOLDED:
        database.drop_collection(f"{name}.bare")
        database.create_collection(f"{name}.bare")
        if store.FOLDED[name]:
            database[f"{name}.bare"].create_indexes(store.FOLDED[name])
    last = store.position(database)
    with stopwatch() as seconds:
        for start, batch in zip(range(0, last, BATCH), writes, strict=True):
            positions = list(range(start + 1, start + BATCH + 1))  # a range reads the whole store on some engines
            list(database["events"].find({"_id": {"$in": positions}}).sort("_id", 1))
            once(database, lambda work, batch=batch: work._updates.extend(batch))
    for name in store.FOLDED:
        database.drop_collection(f"{name}.bare")
    return last / seconds()


def peak(process: subprocess.Popen[bytes]) -> float:
    """MB that a replay took at most, once it has ended.

    Asked while it lives: what the kernel tells of it afterwards holds what its parent had when it was started.
    """
    highest = 0.0
    while process.poll() is None:
        with suppress(FileNotFoundError, StopIteration):  # it has ended just now
            highest = max(highest, megabytes(process.pid, "status", "VmHWM"))
        time.sleep(0.05)
    assert process.returncode == 0
    return highest


def apart(ground: Ground) -> subprocess.Popen[bytes]:
    """`bascule replay reporting`, under way."""
    servers = {"BASCULE_AMQP_URL": ground.urls.amqp, "BASCULE_MONGO_URL": ground.urls.mongo}
    env = os.environ | servers | {"BASCULE_NAMESPACE": ground.namespace}
    quiet: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([sys.executable, "-m", "kit", "replay", "reporting"], env=env, **quiet)
