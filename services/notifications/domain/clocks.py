"""Hours as people live them: quiet hours and the moment of a digest, by the clock on their own wall.

Local times go through zoneinfo: an hour that a change of clocks skips becomes the hour after it, one that comes twice
counts once (PEP 495, fold 0), so that a digest comes exactly once a day in every zone.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from notifications.domain import Document

PERIODS = ("daily", "weekly", "never")


def at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """That clock time of that day, in UTC; one that does not exist is moved past the gap."""
    return datetime.combine(day, clock, zone).astimezone(UTC)


def next_digest(preferences: Document, after: datetime) -> datetime | None:
    """The first moment after `after` at which a digest is due, None when none is wanted."""
    wish, zone = preferences["digest"], ZoneInfo(preferences["time_zone"])
    if wish["period"] == "never":
        return None
    day = after.astimezone(zone).date() - timedelta(days=1)
    while True:
        due = at(day, time(wish["hour"]), zone)
        if due > after and (wish["period"] == "daily" or day.weekday() == wish["weekday"]):
            return due
        day += timedelta(days=1)


def quiet_until(preferences: Document, now: datetime) -> datetime | None:
    """When the quiet hours that `now` falls into end, None when it falls into none."""
    quiet: Mapping[str, Any] | None = preferences["quiet"]
    if not quiet or quiet["from"] == quiet["to"]:
        return None
    zone = ZoneInfo(preferences["time_zone"])
    begins, ends = time.fromisoformat(quiet["from"]), time.fromisoformat(quiet["to"])
    today = now.astimezone(zone).date()
    for day in (today - timedelta(days=1), today):  # the night before may not be over
        until = day + timedelta(days=1) if ends < begins else day
        if at(day, begins, zone) <= now < at(until, ends, zone):
            return at(until, ends, zone)
    return None
