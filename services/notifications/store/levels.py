"""The levels of attention that people chose for things; what follows from what they did is in the views."""

from collections import defaultdict
from collections.abc import Iterable

from kit.unit_of_work import Work

from notifications.domain import Document
from notifications.domain.choices import MUTED
from notifications.store.common import by

COLLECTIONS = {"levels": [by("thing"), by("person", "course", "_id")]}


def key(course: str, person: str, thing: str) -> str:
    return f"{course}/{person}/{thing}"


def chosen(work: Work, course: str, things: Iterable[str]) -> dict[str, dict[str, str]]:
    """For each of the things, which level each person chose."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    wanted = list(things)
    for one in work.find("levels", {"thing": {"$in": wanted}, "course": course}) if wanted else ():
        found[one["thing"]][one["person"]] = one["level"]
    return found


def choose(work: Work, course: str, person: str, thing: str, level: str | None) -> None:
    """Keep a choice, or take it back with None; a reader is deaf to what it mutes."""
    where = key(course, person, thing)
    if level is None:
        work.delete("levels", where)
    else:
        kept = {"course": course, "person": person, "thing": thing, "level": level, "at": work.now}
        work.update("levels", where, {"$set": kept}, upsert=True)
    muted = thing if not thing.startswith("course/") else "course"
    change = {"$addToSet" if level == MUTED else "$pull": {"muted": muted}}
    work.update("readers", f"{course}/{person}", change)


def move(work: Work, course: str, source: str, target: str) -> None:
    """Let whoever chose a level for one thing have it for another, where they chose none."""
    found = chosen(work, course, [source, target])
    for person, level in found[source].items():
        if person not in found[target]:
            choose(work, course, person, target, level)


def as_document(one: Document) -> Document:
    type_, _, id_ = one["thing"].partition("/")
    return {"type": type_, "id": id_, "level": one["level"], "at": one["at"]}
