"""Reads the broker's stream into the newsroom, for the life of the process.

It starts some thousand events back, so that a restarted process can still serve those who resume, and after a lost
connection it goes on from the next offset. A stream that ends before what was read already is another stream (its
broker was emptied): then everything known is forgotten, and whoever resumes is asked to reload.
"""

import os
import signal
from threading import Event as Flag

import structlog
from kit import tracing
from kit.broker import BrokerAway, BrokerRefuses, Connection, Deliveries, Delivery, connected
from kit.event import Unreadable, from_message
from kit.topology import common
from tenacity import RetryCallState, Retrying, retry_if_exception_type, sleep_using_event, wait_random_exponential

from gateway import metrics
from gateway.events import READ
from gateway.news import MOST, News, news_of
from gateway.newsroom import Newsroom

BATCH = 200
BACK = MOST
OFFSET = "x-stream-offset"
TYPES = {fact.type for fact in READ}
log = structlog.get_logger()


class Reader:
    """`trouble` says why nothing is read at the moment, empty while all is well."""

    def __init__(self, amqp_url: str, namespace: str, newsroom: Newsroom) -> None:
        self._url, self._topology, self._newsroom = amqp_url, common(namespace), newsroom
        self._began = False
        self.trouble = "not connected yet"

    def run(self) -> None:
        """Read until the process ends; a bug that ends the reading ends the process, so that a new one is started."""
        retrying = Retrying(
            retry=retry_if_exception_type((BrokerAway, BrokerRefuses)),
            wait=wait_random_exponential(multiplier=0.1, max=2),
            sleep=sleep_using_event(Flag()),
            before_sleep=self._tell_trouble,
        )
        try:
            retrying(self._read)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)

    def _read(self) -> None:
        with connected(self._url, "gateway stream", self._topology) as connection:
            end = self._end(connection)
        start = self._start(end)
        with self._connect() as connection:
            deliveries = Deliveries(connection, self._topology.stream, prefetch=5 * BATCH, arguments={OFFSET: start})
            self.trouble = ""
            log.info("reading", stream=self._topology.stream, offset=start, end=end)
            self._newsroom.reach(start - 1, is_ready=start > end)
            while True:
                if batch := deliveries.take(BATCH, patience=5.0):
                    for delivery in batch:
                        self._tell(delivery)
                    offset = batch[-1].headers[OFFSET]
                    self._newsroom.reach(offset, is_ready=offset >= end)
                    deliveries.acknowledge(batch[-1], multiple=True)

    def _start(self, end: int) -> int:
        """Where to read from, given the last offset that there is (-1: none)."""
        ring = self._newsroom.ring
        if not self._began or end < ring.last:
            ring.begin(max(0, end + 1 - BACK))
            self._began = True
        return ring.last + 1

    def _tell(self, delivery: Delivery) -> None:
        offset = delivery.headers[OFFSET]
        ring = self._newsroom.ring
        if offset <= ring.last:
            return
        if offset > ring.last + 1:  # the broker has dropped what was in between
            ring.begin(offset)
        if news := _news(delivery, offset):
            self._newsroom.tell(news)
        else:
            ring.reach(offset)

    def _end(self, connection: Connection) -> int:
        last_chunk = Deliveries(connection, self._topology.stream, prefetch=65_535, arguments={OFFSET: "last"})
        batch = last_chunk.take(65_535, patience=0.5, linger=0.05)
        return max((delivery.headers[OFFSET] for delivery in batch), default=-1)

    def _connect(self) -> Connection:
        return Connection(self._url, "gateway stream")

    def _tell_trouble(self, state: RetryCallState) -> None:
        self.trouble = str(state.outcome.exception() if state.outcome else "")[:200]
        log.warning("waiting for the broker", reason=self.trouble)


def _news(delivery: Delivery, offset: int) -> News | None:
    if delivery.headers.get("cloudEvents_type") not in TYPES:
        return None
    try:
        event = from_message(delivery.headers, delivery.body)
        if tracing.is_on():
            tracing.begin(f"tell {event.type}", event.traceparent, "CONSUMER", event=event.id).end()
        return news_of(event, offset)
    except Unreadable as error:
        metrics.SKIPPED.inc()
        log.warning("skipped", id=delivery.id, reason=str(error))
        return None
