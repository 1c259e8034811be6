"""Puts news on bells: folds them into entries in batches, mails and pushes what deserves it, tells that it was done."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from kit.event import Event, new_id
from kit.unit_of_work import Work

from notifications import events
from notifications.domain import Document, bells
from notifications.domain.bells import Ring
from notifications.domain.choices import channels, is_deaf_to
from notifications.domain.kinds import AT_ONCE
from notifications.store import mails, talk
from notifications.store.common import by, update_all

FEW = 20
"""News that are folded without looking: an upsert costs the server more than an insert, less than another question."""
MANY = 50
COLLECTIONS = {
    "bells": [
        by("person", "course", "at"),
        by("person", "course", "unread", partialFilterExpression={"unread": True}),
        by("topic"),
        by("latest.actor"),
        by("at", expireAfterSeconds=180 * 24 * 3600),
    ],
}
Wishes = Mapping[str, Document]


def ring(work: Work, rings: Iterable[Ring], causes: Mapping[str, Event]) -> None:
    """Tell people; `causes` holds the events that the rings answer, by id. The topics' turns must be taken."""
    rings = list(rings)
    wishes = _wishes(work, rings)
    rings = [one for one in rings if "gone" not in wishes.get(one.person, {})]
    wanted = [(one, wish) for one in rings if not is_deaf_to(wish := _wish(wishes, one))]
    _put_up(work, wanted)
    for one, wish in wanted:
        if not one.quiet and work.now - one.happened < bells.FRESH:
            mails.add_for(work, one, mail=wish["mail"] == AT_ONCE, push=wish["push"] and _has_push(wishes, one))
    _tell(work, [one for one, wish in wanted if wish["bell"] and not one.again], causes)


def ring_with_turns(work: Work, rings: Iterable[Ring], causes: Mapping[str, Event]) -> None:
    """The same for topics that nobody else takes turns for."""
    rings = list(rings)
    talk.take_turns(work, {one.group for one in rings})
    if rings:
        ring(work, rings, causes)


def _wishes(work: Work, rings: list[Ring]) -> Wishes:
    people = sorted({one.person for one in rings})
    return {one["_id"]: one for one in work.find("preferences", {"_id": {"$in": people}})} if people else {}


def _wish(wishes: Wishes, ring: Ring) -> Document:
    chosen = wishes.get(ring.person)
    return channels(chosen, ring.kind) if chosen else _by_default(ring.kind)


@cache
def _by_default(kind: str) -> Document:
    return channels(None, kind)


def _has_push(wishes: Wishes, ring: Ring) -> bool:
    return bool(wishes.get(ring.person, {}).get("subscribed"))


def _put_up(work: Work, wanted: list[tuple[Ring, Document]]) -> None:
    """Fold news into their entries. Few are begun or changed in one round trip; of many we look which are there."""
    if len(wanted) <= FEW:
        for one, wish in wanted:
            work.update("bells", one.bell, bells.begin_or_fold(one, work.now, shown=wish["bell"]), upsert=not one.again)
        return
    there = {one["_id"] for one in work.find("bells", {"_id": {"$in": _bells(wanted)}}, projection={"_id": 1})}
    alike: dict[str, tuple[Document, list[str]]] = {}
    for one, wish in wanted:
        if one.bell not in there and not one.again:
            there.add(one.bell)
            work.insert("bells", bells.entry(one, work.now, shown=wish["bell"]))
        else:
            change = bells.fold(one, work.now, shown=wish["bell"])
            alike.setdefault(f"{one.event} {change}", (change, []))[1].append(one.bell)
    for change, some in alike.values():
        _change(work, change, some)


def _bells(wanted: list[tuple[Ring, Document]]) -> list[str]:
    return list({one.bell for one, _ in wanted})


def _change(work: Work, change: Document, some: list[str]) -> None:
    if len(some) > MANY:
        update_all(work, "bells", {"_id": {"$in": some}}, change)
    else:
        for one in some:
            work.update("bells", one, change)


def _tell(work: Work, rings: list[Ring], causes: Mapping[str, Event]) -> None:
    told: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for one in rings:
        told[one.event, one.kind, one.course, one.actor, one.about["type"], one.about["id"]].append(one.person)
    about = {(one.about["type"], one.about["id"]): one.about for one in rings}
    for (event, kind, course, actor, *thing), recipients in told.items():
        raised = {"course": course, "kind": kind, "actor": actor, "about": about[tuple(thing)]}
        raised["recipients"] = list(dict.fromkeys(recipients))
        because = causes.get(event)
        work.emit(events.NOTIFICATION_RAISED, raised, aggregate=new_id(), sequence=1, because=because)
