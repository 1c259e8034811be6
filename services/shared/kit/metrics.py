"""What a process counts, for Prometheus; each metric is declared here once and nowhere else."""

from prometheus_client import Counter, Gauge, Histogram

REQUESTS = Counter("bascule_requests_total", "HTTP requests answered", ["service", "method", "route", "status"])
REQUEST_SECONDS = Histogram("bascule_request_seconds", "Time to answer an HTTP request", ["service", "route"])
RELAYED = Counter("bascule_relayed_total", "Events that the broker confirmed")
CAME_BACK = Counter("bascule_came_back_total", "Events that the broker returned or refused, and that are sent again")
LEADING = Gauge("bascule_relay_leading", "1 while this relay holds the lease", multiprocess_mode="livesum")
CONSUMED = Counter("bascule_consumed_total", "Events that took effect")
BATCHES = Counter("bascule_batches_total", "Transactions of the consumer")
DUPLICATES = Counter("bascule_duplicates_total", "Deliveries that had taken effect before")
PARKED = Counter("bascule_parked_total", "Messages parked with a reason")
ROUND_TRIPS = Counter("bascule_database_round_trips_total", "Commands sent to the database by units of work")
DUTIES_FAILED = Counter("bascule_duties_failed_total", "Runs of a duty that ended in an unexpected error", ["duty"])
