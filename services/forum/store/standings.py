"""How people stand in a course: since when they are in it, until when they may only read, when they wrote of late."""

from datetime import datetime, timedelta
from typing import Any

from kit.unit_of_work import Work
from pymongo import ASCENDING, IndexModel

from forum.domain import Document
from forum.domain import standings as domain
from forum.store.base import by

COLLECTIONS = {
    "standings": [by("person")],
    "rules": [],
    # who wrote when where people write slowly; of no use once the slowest pace has passed
    "turns": [
        IndexModel([("at", ASCENDING)], expireAfterSeconds=int(timedelta(days=2).total_seconds())),
        by("person"),
    ],
}


def standing(work: Work, course: str, person: str) -> Document:
    """An empty one for somebody of whom nothing was heard yet."""
    return work.find_one("standings", f"{course}/{person}") or {}


def must_not_be_suspended(work: Work, course: str, person: str) -> None:
    """Raises Forbidden, saying until when, for whoever may read but not write in the course at the moment."""
    domain.must_not_be_suspended(standing(work, course, person), work.now)


def is_member(work: Work, course: str, person: str) -> bool:
    return "since" in standing(work, course, person)


def meet(work: Work, course: str, person: str, since: datetime) -> None:
    """Somebody enrolled, or came back; what is known of them stays."""
    moments = {"since": {"$min": ["$since", since]}, "came": {"$max": ["$came", since]}}
    _unless_gone(work, course, person, moments)


def part(work: Work, course: str, person: str, at: datetime) -> None:
    """Somebody left the course; it may be heard before they came."""
    _unless_gone(work, course, person, {"left": {"$max": ["$left", at]}})


def _unless_gone(work: Work, course: str, person: str, changes: dict[str, Any]) -> None:
    """That somebody is gone stays, whatever is heard late."""
    known = {"course": {"$literal": course}, "person": {"$literal": person}} | changes
    kept = {"$cond": ["$gone", "$$ROOT", {"$mergeObjects": ["$$ROOT", known]}]}
    work.update("standings", f"{course}/{person}", [{"$replaceWith": kept}], upsert=True)


def stand(work: Work, course: str, person: str, changes: dict[str, Any]) -> None:
    key = f"{course}/{person}"
    work.update("standings", key, {"$set": {"course": course, "person": person} | changes}, upsert=True)


def forget(work: Work, course: str, person: str) -> None:
    """A person is erased: a bare mark stays, so that an enrolment heard late does not bring them back."""
    empty = {"$replaceWith": {"_id": f"{course}/{person}", "gone": True}}
    work.update("standings", f"{course}/{person}", [empty], upsert=True)


def rules(work: Work, course: str) -> Document:
    """What facilitators have set for the course, and the usual for the rest."""
    return domain.RULES | (work.find_one("rules", course) or {})


def last_turn(work: Work, discussion: str, person: str) -> datetime | None:
    found = work.find_one("turns", f"{discussion}/{person}")
    return found["at"] if found else None


def take_turn(work: Work, discussion: str, person: str) -> None:
    change = {"$set": {"discussion": discussion, "person": person, "at": work.now}}
    work.update("turns", f"{discussion}/{person}", change, upsert=True)
