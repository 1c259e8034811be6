"""What a reading touches: the finds that it sent, and how many documents the database says that it examined."""

from collections.abc import Callable
from typing import Any

from pymongo import MongoClient, monitoring
from pymongo.database import Database

Document = dict[str, Any]
KEPT = ("find", "filter", "sort", "limit", "projection")


class Finds(monitoring.CommandListener):
    """Remembers the queries that a client sent, so that the server can explain them."""

    def __init__(self) -> None:
        self.sent: list[Document] = []

    def client(self, url: str) -> MongoClient:
        """One that is listened to."""
        return MongoClient(url, tz_aware=True, event_listeners=[self])

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        if event.command_name == "find":
            self.sent.append({name: event.command[name] for name in KEPT if name in event.command})

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        """Remembered when it started."""

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """Remembered when it started."""

    def touched(self, database: Database, read: Callable[[], Any]) -> int:
        """How many documents the server looks at for a reading."""
        self.sent.clear()
        read()
        return sum(_examined(database, find) for find in list(self.sent))


def _examined(database: Database, find: Document) -> int:
    return database.command("explain", find, verbosity="executionStats")["executionStats"]["totalDocsExamined"]
