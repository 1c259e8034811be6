"""Moments, in the time of the course: services say them in ISO 8601, UTC."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_timedelta
from flask_babel import gettext as _

from gateway.languages import current
from gateway.ways import zone

MOST = 20_000
DAYS = {"fr": "EEEE d MMMM", "en": "EEEE d MMMM"}
WHEN = {"fr": "EEEE d MMMM 'à' HH:mm", "en": "EEEE d MMMM 'at' HH:mm"}
FULL = {"fr": "EEEE d MMMM y 'à' HH:mm", "en": "EEEE d MMMM y 'at' HH:mm"}
"""As CLDR writes the parts of a date."""
MINUTE, HOUR, DAY = 60, 3_600, 86_400


def moment(iso: str) -> datetime:
    found = datetime.fromisoformat(iso)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def ago(iso: str) -> str:
    """`il y a 2 heures`, which stays on one line."""
    seconds = (moment(iso) - datetime.now(UTC)).total_seconds()
    step = 1 if abs(seconds) < HOUR else MINUTE if abs(seconds) < DAY else HOUR
    return _distance(round(seconds / step) * step, current())


def when(iso: str) -> str:
    """`vendredi 20 novembre à 10:30`."""
    return _said(iso, WHEN)


def full(iso: str) -> str:
    """`vendredi 20 novembre 2026 à 10:30`."""
    return _said(iso, FULL)


def day(iso: str) -> str:
    """`lundi 23 novembre`, of a day or of a moment."""
    return _said(iso, DAYS)


def over(meeting: dict[str, Any]) -> bool:
    """Whether a live session has ended, as it was planned."""
    return moment(meeting["starts_at"]) + timedelta(minutes=meeting["minutes"]) < datetime.now(UTC)


def by_day(things: Iterable[dict[str, Any]], name: str = "at") -> Iterable[tuple[str, Iterable[dict[str, Any]]]]:
    """Neighbours of one day together, under its name, as `lundi 23 novembre`; their moment is in `name`."""
    return groupby(things, key=lambda one: day(one[name]))


def remaining(iso: str) -> str:
    """`encore 4 jours`."""
    left = moment(iso) - datetime.now(UTC)
    if left.total_seconds() <= 0:
        return _("terminée")
    return _("encore %(time)s", time=format_timedelta(left, locale=current(), threshold=1.2))


@lru_cache(MOST)
def _distance(seconds: int, language: str) -> str:
    return format_timedelta(seconds, add_direction=True, locale=language).replace(" ", "\N{NO-BREAK SPACE}")


def _said(iso: str, patterns: dict[str, str]) -> str:
    return _formatted(iso, patterns[current()], current(), zone())


@lru_cache(MOST)
def _formatted(iso: str, pattern: str, language: str, there: ZoneInfo) -> str:
    """In French the first of a month is `1er`, which no pattern of Babel says."""
    if len(iso) == len("2026-11-23"):
        said = format_date(date.fromisoformat(iso), pattern, locale=language)
    else:
        said = format_datetime(moment(iso).astimezone(there), pattern, locale=language)
    return said.replace(" 1 ", " 1er ", 1) if language == "fr" else said
