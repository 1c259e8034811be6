"""The registry that every subject's reactions join, and the folds that they share.

Whatever touches a document first makes it: so each fold says again which course the document is of, and facts that
only one event tells are kept as the highest value, never by who came first.
"""

from datetime import datetime
from typing import Any

from kit.event import Event
from kit.reactions import Reactions
from kit.views import Views

from reporting import events

on = Reactions()
on.keep(*events.PUBLIC)


def count(event: Event, views: Views, *what: str, **amounts: int) -> None:
    """Add to the figures of the course, and to those of the day (UTC)."""
    course, day = event.data["course"], midnight(event.time)
    sums = dict.fromkeys(what, 1) | amounts
    views.count("figures", course, sums)
    views.highest("figures", course, {"updated_at": event.time})
    key = f"{course}/{day.date()}"
    views.put("days", key, {"course": course, "day": day})
    views.count("days", key, sums)


def midnight(time: datetime) -> datetime:
    return time.replace(hour=0, minute=0, second=0, microsecond=0)


def of_course(event: Event, views: Views, collection: str, key: str, **facts: Any) -> None:
    """Say which course a document is of, and facts about it that never change; None is no fact."""
    views.put(collection, key, {"course": event.data["course"]})
    if known := {name: value for name, value in facts.items() if value is not None}:
        views.highest(collection, key, known)


def call(event: Event, views: Views, collection: str, key: str) -> None:
    """The latest title counts: one that is heard late does not come back."""
    views.latest(collection, key, event.sequence, {"title": event.data["title"]}, version="titled")


def of_person(event: Event, views: Views, person: str) -> str:
    """The key of somebody's document in a course, which is made if it is not there yet."""
    key = f"{event.data['course']}/{person}"
    views.put("people", key, {"course": event.data["course"], "person": person})
    return key


def acted(event: Event, views: Views, person: str, *what: str) -> None:
    """Somebody did something that others can see, on that day."""
    if person:
        acts = {f"acts.{event.time.date()}": 1} | dict.fromkeys(what, 1)
        views.count("people", of_person(event, views, person), acts)
