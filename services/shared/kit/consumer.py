"""Takes deliveries in batches and makes each event take effect once: inbox marks, views, effects and outgoing events
commit in one transaction, and only then is the batch acknowledged, all at once. In a service that keeps every event
itself, they are kept, and its follower does the rest (see following).

A batch is what has arrived while the last one was at work, so a busy queue folds hundreds, and what somebody hears of
waits for nobody. When a batch fails, its events go one by one: what cannot be read is parked at once, what keeps
failing is parked after a few attempts, the others take effect. When the database is away, the batch waits; when the
broker is away, it is dropped, since the broker will deliver it again. SIGTERM lets the batch at work finish.
"""

import threading
import traceback
from collections.abc import Callable
from dataclasses import replace

import structlog
from pymongo.database import Database
from pymongo.errors import PyMongoError

from kit import fence, inbox, metrics, orphans, tracing
from kit.broker import BrokerAway, Connection, Deliveries, Delivery, Publisher
from kit.dead import parked
from kit.errors import is_duplicate, is_transient
from kit.event import PREFIX, Event, Unreadable, from_message
from kit.following import Follower
from kit.lateness import Lateness
from kit.reactions import Reactions
from kit.topology import Topology
from kit.unit_of_work import Work, once
from kit.views import Views

MOST = 120
"""Deliveries in one batch: more are taken no quicker, and who posts meanwhile waits for one batch to commit."""
LINGER = 0.05
"""Seconds that a batch waits for more when it holds only what views need: one transaction then does for many."""
ATTEMPTS = 3
LONGEST_WAIT = 2.0
ERASED = "org.bascule.enrolment.learner.erased.v1"
"""The one event that the kit knows: whatever a service does about it, what is parked about the person goes, too."""

log = structlog.get_logger()


class Consumer:
    """One worker of one service; `stopping` ends it after the batch at work.

    `forget(people)` is called when people are erased, for what is parked about them; with a `follower`, events are its.
    """

    def __init__(
        self,
        service: str,
        database: Database,
        reactions: Reactions,
        topology: Topology,
        stopping: threading.Event,
        forget: Callable[[set[str]], object] = len,
        follower: Follower | None = None,
    ) -> None:
        self._database, self._reactions, self._stopping = database, reactions, stopping
        self._inbox, self._dead, self._parked = topology.inbox(service), topology.dead(service), topology.parked
        self._slot, self._forget, self._follower = fence.slot(), forget, follower
        self._lateness = Lateness(database)

    def run(self, connection: Connection) -> None:
        """Consume until stopped; raises BrokerAway when the connection is lost."""
        publisher = Publisher(connection)
        self._lateness.is_over()  # before anybody counts it among those that consume
        deliveries = Deliveries(connection, self._inbox, prefetch=2 * MOST)
        while not self._stopping.is_set():
            batch = deliveries.take(MOST, patience=0.5, linger=LINGER, hurries=self._hurries)
            if batch:
                self._settle(batch, publisher)
                deliveries.acknowledge(batch[-1], multiple=True)
            else:
                self._lateness.is_over()
        self._lateness.leave()

    def _hurries(self, delivery: Delivery) -> bool:
        return self._reactions.hurries(delivery.key)

    def _settle(self, batch: list[Delivery], publisher: Publisher) -> None:
        """Make every delivery of the batch take effect or be parked."""
        readable: dict[str, tuple[Delivery, Event]] = {}
        for delivery in batch:
            try:
                event = self._reactions.read(from_message(delivery.headers, delivery.body))
            except Unreadable as error:
                self._park(delivery, error, 1, publisher)
            else:
                readable[event.id] = (delivery, event)
        self._lateness.note(event.time.timestamp() for _, event in readable.values())
        try:
            self._persist([event for _, event in readable.values()], attempts=1)
        except Poison:
            for delivery, event in readable.values():
                try:
                    self._persist([event], attempts=ATTEMPTS)
                except Poison as poison:
                    self._park(delivery, poison.cause, ATTEMPTS, publisher)
        erased = {event.raw.get("learner", "") for _, event in readable.values() if event.type == ERASED} - {""}
        if erased:  # before the batch is acknowledged: whoever is killed meanwhile does it again
            self._forget(erased)

    def _persist(self, events: list[Event], attempts: int) -> None:
        """Make events take effect together, waiting as long as the database is away or another comes first.

        Raises Poison when the reactions failed as often as `attempts` says.
        """
        failed, waits, look_first = 0, 0, False
        while events:
            try:
                if waits >= 8:  # half a second of conflicts: with somebody who died?
                    orphans.end(self._database)
                slot, follower = self._slot, self._follower
                take_effect(self._database, self._reactions, events, slot, look_first=look_first, follower=follower)
                return
            except Exception as error:  # whatever a reaction raises: it is counted, and parked with its traceback
                if is_transient(error) or (is_duplicate(error) and not look_first):
                    look_first = look_first or is_duplicate(error)
                    self._wait(waits, error)
                    waits += 1
                    continue
                failed += 1
                if failed >= attempts:
                    raise Poison(error) from error
                self._stopping.wait(0.05 * 4**failed)

    def _wait(self, times: int, error: Exception) -> None:
        if times >= 5 or not isinstance(error, PyMongoError):
            log.info("waiting", reason=type(error).__name__, times=times)
        if self._stopping.wait(min(LONGEST_WAIT, 0.002 * 2**times)) and times > 3:
            raise BrokerAway("stopping while the database is away; the broker keeps the batch") from error

    def _park(self, delivery: Delivery, error: BaseException, attempts: int, publisher: Publisher) -> None:
        reason = f"{type(error).__name__}: {error}"
        details = "".join(traceback.format_exception(error))
        outcome = publisher.send([parked(delivery, self._parked, self._dead, reason, details, attempts)])
        if not outcome.confirmed:
            raise BrokerAway(f"{self._dead} does not take a parked message")
        metrics.PARKED.inc()
        correlation, trace = (delivery.headers.get(f"{PREFIX}{name}", "") for name in ("correlationid", "traceparent"))
        trace = tracing.trace_of(str(trace))
        log.error("parked", id=delivery.id, reason=reason[:300], correlation=correlation, trace=trace)


class Poison(Exception):
    """Reactions to an event keep failing; `cause` says how."""

    def __init__(self, cause: Exception) -> None:
        super().__init__(str(cause))
        self.cause = cause


def take_effect(
    database: Database,
    reactions: Reactions,
    events: list[Event],
    slot: str,
    *,
    look_first: bool = False,
    follower: Follower | None = None,
) -> int:
    """Apply events in one transaction; returns how many were new. With `look_first` it leaves out those seen before.

    Where the service keeps events itself, the `follower` keeps them: that is their mark, and their effect follows.
    """

    def apply(work: Work) -> int:
        fence.pass_through(work, slot)
        fresh = inbox.unseen(work, events) if look_first else events
        inbox.mark(work, fresh)
        views = Views(work)
        reactions.apply_views(fresh, views)
        views.write()
        reactions.apply_effects(fresh, work)
        return len(fresh)

    events, spans = _traced(events)
    if follower:
        fresh = follower.keep(events, look_first=look_first)
    else:
        fresh = once(database, apply, cause=events[0].as_cause())
        metrics.took_effect(event.time for event in events)
    for span in spans:
        span.end()
    _count(events, fresh)
    return fresh


def _traced(events: list[Event]) -> tuple[list[Event], list[tracing.Span]]:
    """The events, each as the cause of what its reactions tell, within a span of its own in its own trace."""
    if not tracing.is_on():
        return events, []
    spans = [tracing.begin(f"process {one.type}", one.traceparent, "CONSUMER", event=one.id) for one in events]
    return [replace(one, traceparent=span.traceparent) for one, span in zip(events, spans, strict=True)], spans


def _count(events: list[Event], fresh: int) -> None:
    metrics.BATCHES.inc()
    metrics.BATCH_SIZE.observe(len(events))
    metrics.CONSUMED.inc(fresh)
    metrics.DUPLICATES.inc(len(events) - fresh)
