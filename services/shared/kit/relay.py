"""Carries what is unsent from the outbox to the broker: all of it, in order per aggregate, at least once.

Drain until nothing is unsent, then wait for the doorbell (a change stream) or, behind it, a timer: the query is the
truth and the bell only saves time. Rows go out in windows of unconfirmed publishes and are marked when the broker has
confirmed them, while the next window is under way. Version n+1 of an aggregate waits until version n is confirmed, so
a window holds one row of each.
"""

import json
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import structlog
from pymongo.database import Database
from pymongo.errors import PyMongoError

from kit import metrics, outbox
from kit.broker import BrokerAway, Message, Outcome, Publisher
from kit.event import to_headers
from kit.topology import Topology

WINDOW = 500
READ = 4 * WINDOW
TIMER = 1.0
HELD_BACK = 1.0
"""Seconds that a returned or refused message waits before it is tried again."""
REMEMBERED = 50_000

log = structlog.get_logger()
Row = dict[str, Any]


class Relay:
    """Drains one service's outbox through one publisher; `still_ours` is asked between windows and while waiting."""

    def __init__(
        self, database: Database, publisher: Publisher, topology: Topology, still_ours: Callable[[], bool]
    ) -> None:
        self._database, self._publisher, self._topology, self._still_ours = database, publisher, topology, still_ours
        self._sent_up_to: OrderedDict[str, int] = OrderedDict()
        self._held_back: dict[str, float] = {}
        self._marker = ThreadPoolExecutor(1, "marks")
        self._marking: list[Future[None]] = []

    def drain(self) -> int:
        """Send until nothing is unsent or the lease is gone; returns how many rows were confirmed.

        Raises BrokerAway after marking what had been confirmed, and what pymongo raises when the database is away.
        """
        total = 0
        while self._still_ours():
            rows = outbox.unsent(self._database, READ, besides=self._waiting())
            try:
                confirmed = self._send_in_order(self._with_predecessors(rows))
            finally:
                self._marks_are_written()  # or what was confirmed would be read as unsent
            total += confirmed
            if len(rows) < READ or not confirmed:
                return total
        return total

    def _send_in_order(self, rows: list[Row]) -> int:
        total = 0
        while rows:
            window: list[Row] = []
            later: list[Row] = []
            taken = self._aggregates_held_back(rows)
            for row in rows:
                goes = row["aggregate"] not in taken and len(window) < WINDOW
                (window if goes else later).append(row)
                taken.add(row["aggregate"])
            confirmed = self._send(window) if window else 0
            total += confirmed
            rows = later if confirmed and self._still_ours() else []
        return total

    def _send(self, rows: list[Row]) -> int:
        try:
            outcome = self._publisher.send([self._message(row) for row in rows], meanwhile=self._still_ours)
        except BrokerAway as away:
            self._settle(rows, away.outcome or Outcome())
            raise
        return self._settle(rows, outcome)

    def _settle(self, rows: list[Row], outcome: Outcome) -> int:
        confirmed = [row for row in rows if row["_id"] in outcome.confirmed]
        self._marking.append(self._marker.submit(outbox.mark_sent, self._database, confirmed, datetime.now(UTC)))
        for row in confirmed:
            self._remember(row["aggregate"], row["sequence"])
        again = time.monotonic() + HELD_BACK
        for name, reason in [*outcome.returned.items(), *((one, "refused") for one in outcome.refused)]:
            self._held_back[name] = again
            log.warning("message came back", id=name, reason=reason)
        metrics.RELAYED.inc(len(confirmed))
        metrics.CAME_BACK.inc(len(outcome.returned) + len(outcome.refused))
        return len(confirmed)

    def _marks_are_written(self) -> None:
        marking, self._marking = self._marking, []
        for one in marking:
            one.result()

    def _with_predecessors(self, rows: list[Row]) -> list[Row]:
        """The rows and those unsent ones that must go before them, each aggregate's in order."""
        window = {(row["aggregate"], row["sequence"]): row for row in rows}
        while wanted := self._unknown_predecessors(window):
            found = outbox.predecessors(self._database, wanted)
            window |= {(row["aggregate"], row["sequence"]): row for row in found}
            for aggregate, sequence in wanted - set(window):
                self._remember(aggregate, sequence)
        return [row for _, row in sorted(window.items(), key=lambda item: (item[0][1], item[1]["_id"]))]

    def _unknown_predecessors(self, window: dict[tuple[str, int], Row]) -> set[tuple[str, int]]:
        wanted = {(aggregate, sequence - 1) for aggregate, sequence in window if sequence > 1}
        return {one for one in wanted if one not in window and self._sent_up_to.get(one[0], 0) < one[1]}

    def _remember(self, aggregate: str, sequence: int) -> None:
        self._sent_up_to[aggregate] = max(sequence, self._sent_up_to.pop(aggregate, 0))
        while len(self._sent_up_to) > REMEMBERED:
            self._sent_up_to.popitem(last=False)

    def _aggregates_held_back(self, rows: list[Row]) -> set[str]:
        waiting = self._waiting()
        return {row["aggregate"] for row in rows if row["_id"] in waiting}

    def _waiting(self) -> set[str]:
        now = time.monotonic()
        self._held_back = {name: again for name, again in self._held_back.items() if again > now}
        return set(self._held_back)

    def _message(self, row: Row) -> Message:
        exchange = self._topology.private if row["private"] else self._topology.events
        body = json.dumps(row["data"], separators=(",", ":"), ensure_ascii=False).encode()
        return Message(row["_id"], exchange, row["type"], to_headers(row), body)


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
