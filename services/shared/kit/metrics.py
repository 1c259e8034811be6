"""What a process counts, for Prometheus; each metric is declared here once and nowhere else."""

import time
from collections.abc import Iterable
from datetime import datetime

from prometheus_client import Counter, Gauge, Histogram

SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600)

REQUESTS = Counter("bascule_requests_total", "HTTP requests answered", ["service", "method", "route", "status"])
REQUEST_SECONDS = Histogram("bascule_request_seconds", "Time to answer an HTTP request", ["service", "route"])
ROUND_TRIPS = Counter("bascule_database_round_trips_total", "Commands sent to the database by units of work")

LEADING = Gauge("bascule_relay_leading", "1 while this relay holds the lease", multiprocess_mode="livesum")
RELAYED = Counter("bascule_relayed_total", "Events that the broker confirmed")
RELAY_LAG = Histogram("bascule_relay_lag_seconds", "From an event's transaction to its confirm", buckets=SECONDS)
CAME_BACK = Counter("bascule_came_back_total", "Events that the broker returned or refused, and that are sent again")
OUTBOX = Gauge("bascule_outbox_waiting", "Unsent events, as the leading relay saw them last")
OUTBOX_AGE = Gauge("bascule_outbox_oldest_seconds", "Age of the oldest unsent event")
INBOX = Gauge("bascule_inbox_waiting", "Messages that wait for a worker, as the leading relay saw them last")
INBOX_WORKERS = Gauge("bascule_inbox_workers", "Workers that consume the inbox")
SHELVED = Gauge("bascule_parked_waiting", "Parked messages that nobody has settled yet")
DUTIES_FAILED = Counter("bascule_duties_failed_total", "Runs of a duty that ended in an unexpected error", ["duty"])

CONSUMED = Counter("bascule_consumed_total", "Events that took effect")
EFFECT_AGE = Histogram("bascule_effect_age_seconds", "From an event's transaction to its effect", buckets=SECONDS)
INBOX_AGE = Gauge("bascule_inbox_oldest_seconds", "For how long what waits or is at work has waited")
BATCHES = Counter("bascule_batches_total", "Transactions of the consumer")
BATCH_SIZE = Histogram("bascule_batch_size", "Events in one transaction", buckets=(1, 2, 5, 10, 30, 100, 200, 300))
DUPLICATES = Counter("bascule_duplicates_total", "Deliveries that had taken effect before")
PARKED = Counter("bascule_parked_total", "Messages parked with a reason")

MAILS = Counter("bascule_mails_total", "E-mails by what became of them", ["outcome"])
REPLAYED = Gauge("bascule_replay_done", "Events that the replay under way has read")
TO_REPLAY = Gauge("bascule_replay_of", "Events that it has to read")


def took_effect(times: Iterable[datetime]) -> None:
    """Observe how old events are that have just taken effect."""
    now = time.time()
    for one in times:
        EFFECT_AGE.observe(max(0.0, now - one.timestamp()))
