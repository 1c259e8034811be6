"""Dates as forms bring them (HTML `datetime-local`, without a zone): they are meant in the time of the course."""

from datetime import UTC, datetime

from gateway.ways import zone
from gateway.words.moments import moment


def utc(typed: str) -> str:
    """`2026-11-27T12:30` as ISO 8601 UTC; what is no date goes as it is, for the service to refuse."""
    try:
        there = datetime.fromisoformat(typed).replace(tzinfo=zone())
        return there.astimezone(UTC).isoformat().replace("+00:00", "Z")
    except ValueError:
        return typed


def local(iso: str | None) -> str:
    """The way back, for a form that shows what is."""
    return moment(iso).astimezone(zone()).strftime("%Y-%m-%dT%H:%M") if iso else ""
