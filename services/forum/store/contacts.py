"""Who is in touch with whom."""

from collections.abc import Iterable

from kit.unit_of_work import Work

from forum.domain import Document
from forum.domain import contacts as domain
from forum.store.base import by, one

COLLECTIONS = {"contacts": [by("pair", unique=True), by("people", "_id")]}


def contact(work: Work, identity: str) -> Document:
    return one(work, "contacts", identity, "contact")


def between(work: Work, person: str, other: str) -> Document | None:
    return work.find_one("contacts", {"pair": domain.key(person, other)})


def not_in_touch(work: Work, person: str, others: Iterable[str]) -> list[str]:
    """Those of the others who are no contacts of this person."""
    wanted = list(others)
    pairs = [domain.key(person, other) for other in wanted]
    found = work.find("contacts", {"pair": {"$in": pairs}, "state": domain.ACCEPTED}) if pairs else []
    known = {one for each in found for one in each["people"]}
    return [other for other in wanted if other not in known]


def forget(work: Work, course: str, person: str) -> None:
    """Erased: whoever is gone can no longer be reached, so the contact goes, too, wherever they met."""
    for each in work.find("contacts", {"people": person, "course": course}):
        work.delete("contacts", each["_id"])
