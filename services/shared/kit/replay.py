"""Rebuilds a service's read models from the stored events while the live ones serve, then swaps them in.

Only views run: their writer can fold into the shadow collections and do nothing else, so a rebuild notifies nobody.
First the whole history is folded; then the fence is shut, which stops the workers between two batches; what they made
effective meanwhile is folded too, the shadows take the live names, and the fence opens. An event counts exactly when
its inbox mark says that it took effect: what still waits in the queue, or was parked, is left to the workers.

The history is the service's own (`Service.history`) or the stream, whose offset gives a total order.
"""

import os
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol

from pymongo.database import Database

from kit import fence, inbox
from kit.broker import Connection, Deliveries, Delivery
from kit.event import Event, Unreadable, from_message
from kit.lease import BEAT, PATIENCE, Lease
from kit.service import Service
from kit.unit_of_work import Work, once
from kit.views import Views

BATCH = 500
ANSWERS_WITHIN = 3.0
"""Seconds for which a stream that has more may stay silent."""
SETTLING = 10.0
"""Seconds that the workers may be kept waiting for the last events before the swap."""
LACKS = "x-bascule-lacks"
"""On the first message of a stream that was restored from a backup: how many events came before it once."""
Progress = Callable[[str, int, int], None]
Batch = list[tuple[int, Event | None]]
"""Positions and what stands there; None is no event of ours."""


class CannotReplay(Exception):
    """A rebuild would not be complete, or could not finish; the live read models were left as they are."""


class History(Protocol):
    """Stored events in order, by position. `proven` says that it holds only events that took effect here."""

    proven: bool

    def last(self) -> int:
        """The position of the last event, -1 when there is none."""
        ...

    def read(self, after: int, last: int) -> Iterator[Batch]:
        """Batches of what comes after one position, up to the batch that reaches another."""
        ...


@dataclass
class Rebuilt:
    """What a replay did; `seconds_shut` is how long the workers stood still."""

    events: int
    seconds: float
    seconds_shut: float


def shadow(name: str) -> str:
    return f"{name}.shadow"


def rebuild(service: Service, database: Database, history: History, progress: Progress) -> Rebuilt:
    """Rebuild all views of a service; raises CannotReplay, or what the broker or the database raise when away."""
    started = time.monotonic()
    lease = _alone(service, database)
    try:
        _make_shadows(service, database)
        replay = _Replay(service, database, history, progress, lease)
        while replay.fold_history("rebuilding") > BATCH:
            pass  # what came meanwhile, until little is left to do while the workers stand still
        fence.shut(database)
        shut = time.monotonic()
        try:
            replay.catch_up()
            for name in service.views:
                database[shadow(name)].rename(name, dropTarget=True)
        finally:
            fence.open_again(database)
    finally:
        lease.release()
    now = time.monotonic()
    return Rebuilt(len(replay.folded), now - started, now - shut)


class _Replay:
    """One run over the history; `_late` are events that no worker had made effective when they were read."""

    def __init__(
        self, service: Service, database: Database, history: History, progress: Progress, lease: Lease
    ) -> None:
        self._reactions, self._database, self._history = service.reactions, database, history
        self._progress, self._lease = progress, lease
        self._began = datetime.now(UTC) - timedelta(minutes=1)
        self._position = -1
        self._late: dict[str, Event] = {}
        self.folded: set[str] = set()

    def fold_history(self, stage: str) -> int:
        """Fold everything from the position reached to the last there is; returns how far that was."""
        before, last = self._position, self._history.last()
        for batch in self._history.read(before, last):
            if not self._lease.hold():
                raise CannotReplay("another replay of this service has taken over")
            self._fold([event for _, event in batch if event])
            self._position = batch[-1][0]
            self._progress(stage, self._position + 1, max(last, self._position) + 1)
        return self._position - before

    def catch_up(self) -> None:
        """With the fence shut: fold what took effect since, until all of it has been seen."""
        until = time.monotonic() + SETTLING
        while True:
            self.fold_history("catching up")
            late, self._late = list(self._late.values()), {}
            self._fold(late)
            if not self._missing():
                return
            if time.monotonic() > until:
                raise CannotReplay("the last events could not all be read in time; try again at a quieter hour")

    def _missing(self) -> bool:
        """Whether an event took effect lately that the history has not shown yet."""
        if self._history.proven:
            return False
        lately = {"at": {"$gte": self._began}, "type": {"$in": list(self._reactions.views)}}
        marks = self._database[inbox.COLLECTION].find(lately, {"_id": 1})
        return any(mark["_id"] not in self.folded for mark in marks)

    def _fold(self, events: list[Event]) -> None:
        new = {one.id: one for one in events if one.type in self._reactions.views and one.id not in self.folded}
        effective = set(new) if self._history.proven else inbox.seen(self._database, new)
        self._late.update({name: event for name, event in new.items() if name not in effective})
        due = [self._reactions.read(event) for name, event in new.items() if name in effective]

        def write(work: Work) -> None:
            views = Views(work, rename=shadow)
            self._reactions.apply_views(due, views)
            views.write()

        if due:
            once(self._database, write)  # nobody else writes here, and a commit of unknown fate must not be repeated
            self.folded.update(event.id for event in due)


def _alone(service: Service, database: Database) -> Lease:
    """The lease of a service's only replay; waits out one that died. Raises CannotReplay while another is alive."""
    lease = Lease(database, "replay", f"{socket.gethostname()}:{os.getpid()}")
    until = time.monotonic() + PATIENCE + 2 * BEAT
    while not lease.hold():
        if time.monotonic() > until:
            raise CannotReplay(f"another replay of {service.name} is under way")
        time.sleep(BEAT)
    return lease


def _make_shadows(service: Service, database: Database) -> None:
    for name in service.views:
        database.drop_collection(shadow(name))
        database.create_collection(shadow(name))
        if indexes := service.collections[name]:
            database[shadow(name)].create_indexes(indexes)


class Stream:
    """The stream as a history: everything published in the last 30 days, by offset. Raises BrokerAway."""

    proven = False

    def __init__(self, connect: Callable[[], Connection], name: str) -> None:
        self._connect, self._name = connect, name

    def last(self) -> int:
        # only an empty stream makes this wait
        return next((batch[-1][0] for batch in self._batches("last")), -1)

    def read(self, after: int, last: int) -> Iterator[Batch]:
        """Raises CannotReplay when the stream no longer holds its first events, which a rebuild needs."""
        if after >= last:
            return
        for batch in self._batches(after + 1):
            if after < 0 < batch[0][0]:
                raise CannotReplay(f"the stream no longer holds its first {batch[0][0]} events")
            yield batch
            after = batch[-1][0]
            if after >= last:
                return
        raise CannotReplay(f"the stream stopped at event {after}, before its last, {last}; try again")

    def _batches(self, start: int | str) -> Iterator[Batch]:
        with self._connect() as connection:
            offset = {"x-stream-offset": start}
            deliveries = Deliveries(connection, self._name, prefetch=2 * BATCH, arguments=offset)
            while batch := deliveries.take(BATCH, ANSWERS_WITHIN, linger=0.005):
                if lacking := start == 0 and batch[0].headers.get(LACKS):
                    raise CannotReplay(f"the stream was restored from a backup without its first {lacking} events")
                deliveries.acknowledge(batch[-1], multiple=True)
                yield [(one.headers["x-stream-offset"], _event(one)) for one in batch]


def _event(delivery: Delivery) -> Event | None:
    try:
        return from_message(delivery.headers, delivery.body)
    except Unreadable:
        return None  # no event: the worker that it reached, if any, has parked it with the reason
