"""The two processes beside web: the relay, which leads or stands by, and the worker, which competes with its like.

Both connect, work, and on a lost broker or database come back with growing pauses. SIGTERM and SIGINT set a flag that
every wait looks at, so that they leave within seconds with nothing half done.
"""

import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog
from prometheus_client import start_http_server
from pymongo import MongoClient
from pymongo.database import Database
from pymongo.errors import PyMongoError
from tenacity import (
    RetryCallState,
    RetryError,
    Retrying,
    retry_if_exception,
    sleep_using_event,
    stop_when_event_set,
    wait_random_exponential,
)
from tenacity.wait import wait_base

from kit import dead, gauges, metrics, outbox
from kit.broker import BrokerAway, Publisher, connected
from kit.consumer import Consumer
from kit.doorbell import Doorbell
from kit.errors import Unavailable, refuses
from kit.following import Follower
from kit.lease import BEAT, Lease
from kit.relay import Relay
from kit.service import Duty, Service
from kit.settings import Settings
from kit.unit_of_work import connect

AWAY = (BrokerAway, PyMongoError, Unavailable)
BACK_OFF: wait_base = wait_random_exponential(multiplier=0.1, max=2)
GATHER = 0.25
"""Seconds that a duty waits after it was woken: what follows at once is done with it, and bells come before mails."""
log = structlog.get_logger()


def run_worker(service: Service, settings: Settings, stopping: threading.Event) -> None:
    """Consume the service's inbox until stopped."""
    with _Database(service, settings) as database:
        topology = service.topology(settings.namespace)

        def forget(people: set[str]) -> None:
            parked = connected(settings.amqp_url, f"{service.name} forgets", topology)
            dead.forget(parked, topology.dead(service.name), people)

        follower = Follower(service, database) if service.history else None
        consumer = Consumer(service.name, database, service.reactions, topology, stopping, forget, follower)

        def consume() -> None:
            with connected(settings.amqp_url, f"{service.name} worker", topology) as connection:
                log.info("consuming", queue=topology.inbox(service.name))
                consumer.run(connection)

        with _following(follower, stopping):
            _again_while_away(consume, stopping)


@contextmanager
def _following(follower: Follower | None, stopping: threading.Event) -> Iterator[None]:
    """With a follower on a thread of its own, which has finished its batch in the end."""
    if follower is None:
        yield
        return
    thread = threading.Thread(target=follower.run, args=(stopping,), name="follower", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        follower.ring()
        thread.join()


def run_relay(service: Service, settings: Settings, stopping: threading.Event) -> None:
    """Carry the service's outbox to the broker, and do its duties, whenever this relay leads."""
    with _Database(service, settings) as database:
        lease = Lease(database, "relay", f"{socket.gethostname()}:{os.getpid()}")
        doorbell = Doorbell(database, outbox.COLLECTION)
        duties = [_DutyThread(duty, database, settings, lease, stopping) for duty in service.duties]
        topology = service.topology(settings.namespace)
        gauges.keep(service, database, settings, lease, stopping)

        def lead() -> None:
            with connected(settings.amqp_url, f"{service.name} relay", topology) as connection:
                relay = None
                while not stopping.is_set():
                    leading = lease.hold()
                    metrics.LEADING.set(leading)
                    if not leading:
                        relay = None
                        stopping.wait(BEAT)
                        continue
                    # a new leader knows nothing of what was sent before: a fresh Relay asks the outbox
                    relay = relay or Relay(database, Publisher(connection), topology, still_ours=lease.hold)
                    if relay.drain():
                        for duty in duties:
                            duty.wake()
                    doorbell.wait(BEAT)

        try:
            _again_while_away(lead, stopping)
        finally:
            doorbell.close()
            _release(lease)


def stop_on_signals() -> threading.Event:
    """An event that SIGTERM or SIGINT sets."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    return stopping


def serve_metrics(settings: Settings) -> None:
    """Raises OSError when the port is taken."""
    if settings.metrics_port:
        try:
            start_http_server(settings.metrics_port)
        except OSError as error:
            raise OSError(f"port {settings.metrics_port} is taken: BASCULE_METRICS_PORT must be free") from error


class _DutyThread:
    """Runs a duty on its own thread while the lease is ours: a slow mail server must not delay the relay."""

    def __init__(
        self, duty: Duty, database: Database, settings: Settings, lease: Lease, stopping: threading.Event
    ) -> None:
        self._duty, self._database, self._settings = duty, database, settings
        self._lease, self._stopping, self._bell = lease, stopping, threading.Event()
        threading.Thread(target=self._run, name=f"duty {duty.name}", daemon=True).start()

    def wake(self) -> None:
        if not self._duty.by_clock:
            self._bell.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            if self._bell.wait(self._duty.every):
                self._stopping.wait(GATHER)
            self._bell.clear()
            if not self._lease.held:
                continue
            try:
                self._duty.run(self._database, self._settings)
            except (*AWAY, OSError) as error:
                log.warning("duty put off", duty=self._duty.name, reason=f"{type(error).__name__}: {error}")
                self._stopping.wait(1.0)
            except Exception:  # one bad day must not end a duty for ever: it is told, counted, and tried again
                log.exception("duty failed", duty=self._duty.name)
                metrics.DUTIES_FAILED.labels(self._duty.name).inc()
                self._stopping.wait(5.0)


class _Database:
    """A client for the life of a process, closed at its end."""

    def __init__(self, service: Service, settings: Settings) -> None:
        self._client: MongoClient = connect(settings.mongo_url, deadline=settings.deadline)
        self._name = settings.database(service.name)

    def __enter__(self) -> Database:
        return self._client[self._name]

    def __exit__(self, *_: object) -> None:
        self._client.close()


def _again_while_away(work: Callable[[], None], stopping: threading.Event) -> None:
    retrying = Retrying(
        retry=retry_if_exception(_may_come_back),
        wait=BACK_OFF,
        stop=stop_when_event_set(stopping),
        sleep=sleep_using_event(stopping),
        before_sleep=_tell,
    )
    try:
        retrying(work)
    except RetryError:
        log.info("stopped while a server was away")


def _may_come_back(error: BaseException) -> bool:
    return isinstance(error, AWAY) and not refuses(error)


def _tell(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    log.warning("waiting for servers", reason=f"{type(error).__name__}: {error}"[:200])


def _release(lease: Lease) -> None:
    try:
        lease.release()
    except PyMongoError:
        log.info("the lease could not be released, it runs out by itself")
