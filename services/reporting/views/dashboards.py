"""Dashboards: the whole of a course's figures in one document, made again when something happened.

A dashboard may lag behind the event store by a second or, in a big course, by some: it says up to which position it
holds everything. It costs at most a twentieth of one core, however many events come.
"""

import time
from datetime import UTC, datetime, timedelta
from typing import Any

from kit import folding, following
from kit.errors import NotFound
from kit.settings import Settings
from pymongo.database import Database

from reporting import store
from reporting.domain.summary import summary
from reporting.views import reading

REST = 20
"""Times as long as making a dashboard took, until it is made again."""
DEAD = timedelta(seconds=30)
"""Without a word of it, a replay is no longer under way."""
STALE = timedelta(hours=1)
"""Days pass without events, too: who is active this week changes."""


def dashboard(database: Database, course: str) -> dict[str, Any]:
    """The dashboard of a course, with how far behind the event store it is. Raises NotFound."""
    found = database["dashboards"].find_one({"_id": course})
    if found is None:
        raise NotFound("Nothing has been heard of such a course yet")
    newest = store.position(database)
    lag = {"position": found["position"], "newest": newest, "behind": newest - found["position"]}
    return found["summary"] | {"course_id": course, "as_of": found["made_at"]} | lag


def refresh(database: Database, settings: Settings) -> None:
    """The duty: make again the dashboards of the courses in which something happened, or which are old."""
    newest, now = following.position(database), datetime.now(UTC)
    made = {one["_id"]: one for one in database["dashboards"].find({}, {"summary": 0})}
    for one in database["figures"].find({}, {"updated_at": 1}):
        if is_due(made.get(one["_id"]), newest, now):
            make(database, one["_id"])


def is_due(made: dict[str, Any] | None, newest: int, now: datetime) -> bool:
    """Whether a dashboard is to be made: never before it has rested."""
    if made is None:
        return True
    rested = now - made["made_at"] >= timedelta(seconds=REST * made["took"])
    return rested and (made["position"] < newest or now - made["made_at"] > STALE)


def make(database: Database, course: str) -> None:
    """Make one dashboard; the views are read after the position, so that they hold at least what it says."""
    started, position, now = time.monotonic(), following.position(database), datetime.now(UTC)
    pulses = database["pulses"].find({"course": course})
    told = summary(reading.now(database, course), pulses, now)
    made = {"position": position, "made_at": now, "took": time.monotonic() - started, "summary": told}
    database["dashboards"].replace_one({"_id": course}, made, upsert=True)


def state(database: Database) -> dict[str, Any]:
    """How far everything that is made from the events is behind them."""
    newest = store.position(database)
    last = database["events"].find_one({"_id": newest})
    made = database["dashboards"].find({}, {"position": 1, "made_at": 1})
    boards = [
        {
            "course": one["_id"],
            "position": one["position"],
            "behind": newest - one["position"],
            "made_at": one["made_at"],
        }
        for one in made
    ]
    followed = following.position(database)
    return {
        "position": newest,
        "views_position": followed,
        "views_behind": newest - followed,
        "set_aside": sum(1 for _ in database[folding.ASIDE].find({}, {"_id": 1})),
        "newest_event_at": last["time"] if last else None,
        "views": list(store.FOLDED),
        "dashboards": sorted(boards, key=lambda one: one["course"]),
        "replay": _replay(database),
    }


def _replay(database: Database) -> dict[str, Any] | None:
    """How far the rebuilding of the views is; None when none is under way, or it has died."""
    said = (database["leases"].find_one({"_id": "replay"}) or {}).get("note")
    return said if said and datetime.now(UTC) - said["at"] < DEAD else None
