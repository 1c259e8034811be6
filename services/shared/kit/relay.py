"""Carries what is unsent from the outbox to the broker: all of it, in order per aggregate, at least once.

Drain until nothing is unsent, then wait for the doorbell (a change stream) or, behind it, a timer: the query is the
truth and the bell only saves time. Rows go out in windows of unconfirmed publishes and are marked when the broker has
confirmed them, while the next windows are under way. Version n+1 of an aggregate waits until version n is confirmed, so
that two windows under way together hold one row of each.
"""

import json
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import structlog
from pymongo.database import Database

from kit import metrics, outbox, tracing
from kit.broker import BrokerAway, Message, Publisher, Window
from kit.event import to_headers
from kit.topology import Topology

WINDOW = 500
UNDER_WAY = 2
"""Windows at once: the broker has work while we read its answers and write the next."""
READ = 10 * WINDOW
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
        """What came back keeps its aggregate here until the outbox is read again, as does what is under way."""
        total, stay = 0, self._aggregates_held_back(rows)
        under_way: deque[tuple[list[Row], Window]] = deque()
        try:
            while True:
                window, rows = _next_window(rows, stay.union(*(_aggregates(some) for some, _ in under_way)))
                if window:
                    under_way.append((window, self._publisher.begin([self._message(row) for row in window])))
                if not under_way:
                    return total
                if not window or len(under_way) == UNDER_WAY:
                    self._publisher.finish(under_way[0][1], meanwhile=self._still_ours)
                    confirmed = self._settle(*under_way.popleft(), stay)
                    total += confirmed
                    rows = rows if confirmed and self._still_ours() else []
        except BrokerAway:
            for some, begun in under_way:
                self._settle(some, begun, stay)
            raise

    def _settle(self, rows: list[Row], window: Window, stay: set[str]) -> int:
        """Mark what was confirmed and hold back what was not; returns how many were confirmed."""
        outcome = window.outcome
        confirmed = [row for row in rows if row["_id"] in outcome.confirmed]
        self._marking.append(self._marker.submit(outbox.mark_sent, self._database, confirmed, datetime.now(UTC)))
        for row in confirmed:
            self._remember(row["aggregate"], row["sequence"])
        stay |= _aggregates(row for row in rows if row["_id"] not in outcome.confirmed)
        again = time.monotonic() + HELD_BACK
        for name, reason in [*outcome.returned.items(), *((one, "refused") for one in outcome.refused)]:
            self._held_back[name] = again
            row = next(row for row in rows if row["_id"] == name)
            trace = tracing.trace_of(row["traceparent"])
            log.warning("message came back", id=name, reason=reason, correlation=row["correlation"], trace=trace)
        metrics.RELAYED.inc(len(confirmed))
        _tell(confirmed)
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


def _tell(confirmed: list[Row]) -> None:
    """Of each event, how long it had waited."""
    now = time.time()
    for row in confirmed:
        began = row["time"].timestamp()
        metrics.RELAY_LAG.observe(max(0.0, now - began))
        if tracing.is_on():
            tracing.begin(f"publish {row['type']}", row["traceparent"], "PRODUCER", began, event=row["_id"]).end()


def _aggregates(rows: Iterable[Row]) -> set[str]:
    return {row["aggregate"] for row in rows}


def _next_window(rows: list[Row], busy: set[str]) -> tuple[list[Row], list[Row]]:
    """The first row of each aggregate that is not busy, as many as a window holds; and the rows for later."""
    window: list[Row] = []
    later: list[Row] = []
    taken = set(busy)
    for row in rows:
        goes = row["aggregate"] not in taken and len(window) < WINDOW
        (window if goes else later).append(row)
        taken.add(row["aggregate"])
    return window, later
