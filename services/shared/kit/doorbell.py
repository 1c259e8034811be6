"""Rings when something joins a collection, so that nobody has to look again and again."""

import threading
from typing import Any

import structlog
from pymongo.database import Database
from pymongo.errors import PyMongoError

TIMER = 1.0
log = structlog.get_logger()


class Doorbell:
    """Rings when something joins a collection; a thread that watches the change stream and is never the truth."""

    def __init__(self, database: Database, collection: str) -> None:
        self._watched = database[collection]
        self._bell = threading.Event()
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._listen, name=f"doorbell {collection}", daemon=True)
        self._thread.start()

    def wait(self, seconds: float = TIMER) -> None:
        """Until the next ring, or the timer."""
        self._bell.wait(seconds)
        self._bell.clear()

    def ring(self) -> None:
        self._bell.set()

    def close(self) -> None:
        self._closed.set()
        self._bell.set()

    def _listen(self) -> None:
        inserts: list[dict[str, Any]] = [{"$match": {"operationType": "insert"}}, {"$project": {"_id": 1}}]
        while not self._closed.is_set():
            try:
                with self._watched.watch(inserts, max_await_time_ms=1000) as changes:
                    self._bell.set()
                    while not self._closed.is_set() and changes.alive:
                        if changes.try_next() is not None:
                            self._bell.set()
            except PyMongoError as error:
                log.info("doorbell is away, the timer goes on", reason=type(error).__name__)
                self._closed.wait(TIMER)
