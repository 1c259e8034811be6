"""The whole of a course in figures, subject by subject, as of one moment."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from reporting.domain import Document, Read, controversies, exchanges, forum, moments, people, projects, pulses


def summary(read: Read, told: Iterable[Document], now: datetime) -> dict[str, Any]:
    """Every subject that a dashboard or a report shows.

    `read` gives the documents of the course's views, `told` are its pulses, with their words.
    """
    who = people.summary(read, now)
    return {
        "course": next((_course(one) for one in read("courses")), {"title": "", "language": "fr", "starts_on": ""}),
        "people": who,
        "forum": forum.summary(read, now),
        "controversies": controversies.summary(read, who["enrolled"]),
        "projects": projects.summary(read),
        "sessions": moments.sessions(read),
        "notifications": exchanges.notifications(read),
        "hands": exchanges.hands(read),
        "sensations": pulses.sensations(read, told),
        "stages": moments.stages(read, now),
        "sketchnotes": _sketchnotes(read),
    }


def _course(one: dict[str, Any]) -> dict[str, Any]:
    return {name: one.get(name, "") for name in ("title", "language", "starts_on")}


def _sketchnotes(read: Read) -> list[dict[str, Any]]:
    known = sorted(read("sketchnotes"), key=lambda one: (one["published_at"], one["_id"]))
    return [{"sketchnote": one["_id"], "title": one.get("title", ""), "at": one["published_at"]} for one in known]
