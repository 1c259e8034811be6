"""Collections and their indexes. Those that a replay rebuilds are named in views."""

from datetime import timedelta
from typing import Any

from pymongo import ASCENDING, IndexModel

from reporting.store.erasure import REMEMBERED


def _by(*names: str, **options: Any) -> IndexModel:
    return IndexModel([(name, ASCENDING) for name in names], **options)


def _kept_for(name: str, time: timedelta) -> IndexModel:
    return _by(name, expireAfterSeconds=int(time.total_seconds()))


FOLDED = {
    "figures": [],
    "days": [_by("course", "day")],
    "courses": [],
    "stages": [_by("course")],
    "sketchnotes": [_by("course")],
    "people": [_by("course"), _by("person")],
    "discussions": [_by("course", "last_at")],
    "voices": [_by("course"), _by("person")],
    "controversies": [_by("course")],
    "arguments": [_by("course")],
    "projects": [_by("course")],
    "live_sessions": [_by("course")],
    "attendance": [_by("course"), _by("person")],
    "notices": [_by("course")],
    "hands": [_by("course")],
    "moods": [_by("course")],
    "felt": [_by("course", "at")],
}
"""What reactions fold events into, and a replay rebuilds."""

COLLECTIONS = {
    "events": [_by("id", unique=True), _by("course", "type", "time")],
    "counters": [],
    "erasures": [],
    "erased": [_kept_for("at", REMEMBERED)],
    "untitled": [_kept_for("at", REMEMBERED)],
    "dashboards": [],
    "consumers": [_by("courses"), _by("destination.due", sparse=True)],
    "undelivered": [_by("consumer", "position", unique=True)],
    "pulses": [_by("course", "about", "person", unique=True), _by("person")],
    "bilans": [_by("course", "at"), _by("by")],
} | FOLDED
