"""What can be read of reporting, and the read models that a replay rebuilds."""

from reporting.store import FOLDED
from reporting.views import bilans, consumers, dashboards, feed, me, reading, sensations, tables
from reporting.views.figures import days, figures

COLLECTIONS = tuple(FOLDED)

__all__ = [
    "COLLECTIONS",
    "bilans",
    "consumers",
    "dashboards",
    "days",
    "feed",
    "figures",
    "me",
    "reading",
    "sensations",
    "tables",
]
