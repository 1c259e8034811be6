"""Imports: a file of learners that is gone through in the background, as a rehearsal first, then for real."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from kit.errors import Conflict

from enrolment.domain import Document

KEPT = timedelta(days=7)
CREATED, CHANGED, KNOWN, REFUSED = OUTCOMES = ("created", "changed", "known", "refused")
WAITING, DONE, STOPPED = STATES = ("waiting", "done", "stopped")


def new_import(
    identity: str, course: str, rows: int, by: str, language: str, rehearsal: bool, now: datetime
) -> Document:
    """An import that waits for its turn; `language` is the asker's, in which reasons are given."""
    return {
        "_id": identity,
        "course": course,
        "by": by,
        "language": language,
        "rows": rows,
        "at": now,
        "expires_at": now + KEPT,
        "version": 1,
        **_fresh(rehearsal, run=1),
    }


def started(importing: Document) -> Document:
    """The same file for real. Raises Conflict while the rehearsal lasts, and once it was started."""
    if not importing["rehearsal"]:
        raise Conflict("This import was started already")
    if importing["state"] != DONE:
        raise Conflict("The rehearsal is not over yet")
    again = _fresh(rehearsal=False, run=importing["run"] + 1)
    return {**importing, **again, "version": importing["version"] + 1}


def advanced(importing: Document, outcomes: Iterable[str], now: datetime) -> Document:
    """The import after some more rows with these outcomes."""
    counted = Counter(outcomes)
    done = importing["done"] + counted.total()
    over = done >= importing["rows"]
    return {
        **importing,
        "done": done,
        "counts": {name: importing["counts"][name] + counted[name] for name in OUTCOMES},
        "state": DONE if over else WAITING,
        "waiting": not over,
        "ended_at": now if over else None,
        "version": importing["version"] + 1,
    }


def stopped(importing: Document, now: datetime) -> Document:
    """An import that goes no further, since its file is kept no more."""
    over = {"state": STOPPED, "waiting": False, "ended_at": now}
    return {**importing, **over, "version": importing["version"] + 1}


def _fresh(rehearsal: bool, run: int) -> Document:
    nothing = dict.fromkeys(OUTCOMES, 0)
    begin = {"state": WAITING, "waiting": True, "done": 0, "counts": nothing, "ended_at": None}
    return {"rehearsal": rehearsal, "run": run, **begin}
