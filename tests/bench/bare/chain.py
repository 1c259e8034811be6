"""The bare chain from a post to its effects: transaction, confirmed publish, consume, transaction.

The first transaction is the bare view's, the second reads and writes what notifications does for a bell, or reporting
for a figure (see effects); between them one message goes to their quorum queues and a stream and is confirmed. No HTTP,
no outbox to be read again, and nobody is told of the effects.
"""

import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pika
import uuid_utils
from pymongo.client_session import ClientSession
from pymongo.database import Database

from tests.bench.bare import consumer, relay, web

Write = Callable[[Database, list[consumer.Document], datetime, ClientSession], None]


class Sender:
    """The first half; a connection of its own for each thread that sends."""

    def __init__(self, url: str, exchange: str, type_: str, database: Database) -> None:
        self._url, self._exchange, self._type, self._database = url, exchange, type_, database
        self._own = threading.local()

    def send(self, discussion: str, text: str) -> str:
        """Accept and publish a post; returns the event's id."""
        _, row = web.accept(self._database, uuid_utils.uuid7().hex, text.encode(), discussion, text)
        row["type"] = self._type
        self._channel().basic_publish(
            self._exchange, self._type, relay.body(row), relay.properties(row), mandatory=True
        )
        return row["_id"]

    def _channel(self) -> Any:
        if not hasattr(self._own, "channel"):
            self._own.channel = pika.BlockingConnection(pika.URLParameters(self._url)).channel()
            self._own.channel.confirm_delivery()
        return self._own.channel


class Receiver(consumer.Loop):
    """A second half, which writes what it is given to write; remembers when each event had taken effect."""

    def __init__(self, url: str, queue: str, database: Database, write: Write) -> None:
        super().__init__(url, queue, database, consumer.MOST, consumer.PREFETCH)
        self._effect, self.done = write, dict[str, float]()

    def _write(self, events: list[consumer.Document], now: datetime, session: ClientSession) -> None:
        self._effect(self._database, events, now, session)

    def _settle(self, events: list[consumer.Document]) -> None:
        super()._settle(events)
        self.done |= dict.fromkeys((event["id"] for event in events), time.perf_counter())
