"""What waits, measured every few seconds by the relay that leads, for Prometheus: outbox, inbox, parked messages.

Only one process of a service measures, since what all would say adds up to nothing true; the others say 0.
"""

import threading
import time
from uuid import UUID

import structlog
from pymongo.database import Database
from pymongo.errors import PyMongoError

from kit import lateness, metrics, outbox
from kit.broker import BrokerAway, BrokerRefuses, Connection
from kit.lease import Lease
from kit.service import Service
from kit.settings import Settings

EVERY = 5.0
log = structlog.get_logger()


def keep(service: Service, database: Database, settings: Settings, lease: Lease, stopping: threading.Event) -> None:
    """Measure on a thread of its own until stopped, where metrics are served at all."""
    if settings.metrics_port:
        arguments = (service, database, settings, lease, stopping)
        threading.Thread(target=_run, args=arguments, name="gauges", daemon=True).start()


def _run(service: Service, database: Database, settings: Settings, lease: Lease, stopping: threading.Event) -> None:
    while not stopping.wait(EVERY):
        try:
            if lease.held:
                measure(service, database, settings)
            else:
                _say_nothing()
        except (PyMongoError, BrokerAway, BrokerRefuses) as error:
            log.info("what waits cannot be measured", reason=type(error).__name__)


def measure(service: Service, database: Database, settings: Settings) -> None:
    waiting, age = outbox_state(database)
    metrics.OUTBOX.set(waiting)
    metrics.OUTBOX_AGE.set(age)
    topology = service.topology(settings.namespace)
    with Connection(settings.amqp_url, f"{service.name} gauges") as connection:
        inbox, workers = connection.look_at(topology.inbox(service.name))
        parked, _ = connection.look_at(topology.dead(service.name))
    metrics.INBOX.set(inbox)
    metrics.INBOX_WORKERS.set(workers)
    metrics.INBOX_AGE.set(lateness.longest(lateness.signs(database), workers, inbox))
    metrics.SHELVED.set(parked)


def outbox_state(database: Database) -> tuple[int, float]:
    """How many events are unsent, and the age of the oldest in seconds."""
    unsent = {"unsent": True}
    waiting = database[outbox.COLLECTION].count_documents(unsent)
    first = database[outbox.COLLECTION].find_one(unsent, {"_id": 1}, sort=[("_id", 1)]) if waiting else None
    return waiting, max(0.0, time.time() - _made_at(first["_id"])) if first else 0.0


def _made_at(identity: str) -> float:
    """A UUIDv7 begins with its milliseconds (RFC 9562)."""
    return (UUID(identity).int >> 80) / 1000


def _say_nothing() -> None:
    inbox = (metrics.INBOX, metrics.INBOX_AGE, metrics.INBOX_WORKERS)
    for gauge in (metrics.OUTBOX, metrics.OUTBOX_AGE, *inbox, metrics.SHELVED):
        gauge.set(0)
