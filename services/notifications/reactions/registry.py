"""The registry that every subject's reactions join, and the words in which most of them are said."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from kit.event import Event
from kit.reactions import Reactions
from kit.unit_of_work import Work

from notifications.domain.bells import Ring
from notifications.domain.choices import key_of
from notifications.store import ringing, talk

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
    """Tell people, of things as they may be called now: a fact may be heard after its title was forgotten."""
    found = list(found)
    titles = talk.titles(work, (key_of(one.about) for one in found))
    named = [replace(one, about=talk.called(one.about, titles)) for one in found]
    ringing.ring_with_turns(work, named, {event.id: event for event in batch})
