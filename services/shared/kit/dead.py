"""Parked messages: why each one could not take effect, and what an operator can do about it.

A parked message waits in `<service>.dead` as it came, with the reason, the traceback and the number of attempts in
its headers. Looking at the queue takes nothing out of it.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from kit.broker import Connection, Deliveries, Delivery, Message, Publisher
from kit.event import PREFIX, new_id

REASON, DETAILS, ATTEMPTS, AT, CAME_BY = "x-reason", "x-traceback", "x-attempts", "x-parked-at", "x-came-by"
OURS = (REASON, DETAILS, ATTEMPTS, AT, CAME_BY)
LONGEST_DETAILS = 8_000
LISTED = 1_000


def parked(delivery: Delivery, exchange: str, dead: str, reason: str, details: str, attempts: int) -> Message:
    """The message that parks a delivery on the queue `dead`. Its id is the delivery's, or a new one if it had none."""
    headers = _flat(delivery.headers) | {
        REASON: reason[:1000],
        DETAILS: details[-LONGEST_DETAILS:],
        ATTEMPTS: attempts,
        AT: datetime.now(UTC).isoformat(timespec="milliseconds"),
        CAME_BY: delivery.key,
    }
    return Message(delivery.id or new_id(), exchange, dead, headers, delivery.body)


def reason(delivery: Delivery) -> str:
    """Why it was parked; the broker parks by itself what kills its consumer again and again."""
    return delivery.headers.get(REASON) or "its consumer died with it again and again (the broker's delivery limit)"


def describe(delivery: Delivery) -> dict[str, Any]:
    """What an operator is shown: id, type, when and why, the attributes, the body and the traceback."""
    try:
        body: Any = json.loads(delivery.body)
    except ValueError:
        body = delivery.body.decode("utf-8", "replace")
    return {
        "id": delivery.id,
        "type": delivery.headers.get(f"{PREFIX}type", "?"),
        "parked": delivery.headers.get(AT, "?"),
        "reason": reason(delivery),
        "attempts": delivery.headers.get(ATTEMPTS, "?"),
        "attributes": {name: value for name, value in _flat(delivery.headers).items() if name not in OURS},
        "body": body,
        "traceback": delivery.headers.get(DETAILS, ""),
    }


class Shelf:
    """The parked messages of one service, held while it is open; what is not settled goes back at its end."""

    def __init__(self, connection: Connection, dead: str, inbox: str) -> None:
        self._inbox, self._publisher = inbox, Publisher(connection)
        self._deliveries = Deliveries(connection, dead, prefetch=LISTED)
        self.messages: list[Delivery] = self._deliveries.take(LISTED, patience=1.0, linger=0.3)

    def requeue(self, delivery: Delivery) -> None:
        """Back to the inbox, as it came; its reactions run again unless its event has taken effect meanwhile."""
        headers = {name: value for name, value in _flat(delivery.headers).items() if name not in OURS}
        outcome = self._publisher.send([Message(delivery.id, "", self._inbox, headers, delivery.body)])
        if not outcome.confirmed:
            raise ConnectionError(f"{self._inbox} does not take the message; it stays parked")
        self._deliveries.acknowledge(delivery)

    def drop(self, delivery: Delivery) -> None:
        self._deliveries.acknowledge(delivery)


@contextmanager
def shelf(connection: Connection, dead: str, inbox: str) -> Iterator[Shelf]:
    """The open shelf; closing its connection is what gives the unsettled messages back."""
    with connection:
        yield Shelf(connection, dead, inbox)


def forget(connection: Connection, dead: str, people: Iterable[str]) -> int:
    """Throw away what is parked about these people; returns how many messages that were."""
    marks = [person.encode() for person in people]
    with connection:
        about = [
            (page, replace(one, body=b""))
            for page, some in _pages(connection, dead)
            for one in some
            if any(mark in one.body for mark in marks)
        ]
        for page, one in about:
            page.acknowledge(one)
    return len(about)


def _pages(connection: Connection, dead: str) -> Iterator[tuple[Deliveries, list[Delivery]]]:
    """All that is parked, some at a time; a page stays unsettled on a channel of its own, so that the next follows."""
    while True:
        page, room = Deliveries(connection, dead, prefetch=LISTED), LISTED
        while room and (some := page.take(room, patience=1.0, linger=0.3)):
            room -= len(some)
            yield page, some
        if room:
            return


def _flat(headers: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in headers.items() if isinstance(value, str | int | float | bool)}
