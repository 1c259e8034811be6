"""Stored events in order: what a service keeps itself, or what the broker's stream still holds."""

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from kit.broker import Connection, Deliveries, Delivery
from kit.event import Event, Unreadable, from_message
from kit.unit_of_work import Work

BATCH = 500
"""Events that are folded in one transaction."""
ANSWERS_WITHIN = 3.0
"""Seconds for which a stream that has more may stay silent."""
LACKS = "x-bascule-lacks"
"""On the first message of a stream that was restored from a backup: how many events came before it once."""
Batch = list[tuple[int, Event | None]]
"""Positions and what stands there; None is no event of ours."""


class CannotReplay(Exception):
    """A rebuild would not be complete, or could not finish; the live read models were left as they are."""


class History(Protocol):
    """Events by position. `proven` says that it holds only events that took effect here."""

    proven: bool

    def last(self) -> int:
        """The position up to which a replay has to fold, -1 when there is none."""
        ...

    def read(self, after: int, last: int) -> Iterator[Batch]:
        """Batches of what comes after one position, up to the batch that reaches another."""
        ...


class Kept(History, Protocol):
    """The events that a service keeps itself; `marks` names the collection that holds one document for each."""

    marks: str

    def keep(self, work: Work, events: list[Event], *, look_first: bool) -> Batch:
        """Part of a transaction: put events at the next positions; returns those that were new, as they are kept.

        With `look_first` it leaves out those that are kept already; otherwise the database refuses them as duplicates.
        """
        ...

    def seen(self, ids: Iterable[str]) -> set[str]:
        """Those of the ids that are kept."""
        ...


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
