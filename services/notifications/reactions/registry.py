"""The registry that every subject's reactions join, and the words in which most of them are said."""

from collections.abc import Iterable
from typing import Any

from kit.event import Event
from kit.reactions import Reactions
from kit.unit_of_work import Work

from notifications.domain.bells import Ring
from notifications.store import ringing

on = Reactions()


def about(type_: str, id_: str, title: str = "") -> dict[str, Any]:
    return {"type": type_, "id": id_, "title": title}


def rings(
    event: Event, people: Iterable[str], kind: str, reason: str, thing: dict[str, Any], actor: str | None = None
) -> list[Ring]:
    """News of one event for these people, the one who did it aside."""
    told = {"course": event.data["course"], "kind": kind, "reason": reason, "about": thing, "actor": actor}
    aimed = sorted(set(people) - {actor})
    return [Ring(person=person, event=event.id, happened=event.time, **told) for person in aimed]


def tell(batch: list[Event], found: Iterable[Ring], work: Work) -> None:
    ringing.ring_with_turns(work, found, {event.id: event for event in batch})
