"""Collections, their indexes, and the event store."""

from reporting.store import consumers, erasure
from reporting.store.collections import COLLECTIONS, FOLDED
from reporting.store.events import COUNTER, StoredEvents, Wanted, event, position, prepare, read
from reporting.store.figures import figures, next_version

__all__ = [
    "COLLECTIONS",
    "COUNTER",
    "FOLDED",
    "StoredEvents",
    "Wanted",
    "consumers",
    "erasure",
    "event",
    "figures",
    "next_version",
    "position",
    "prepare",
    "read",
]
