"""How far people have read: one document for each person and discussion, and one for each person and course."""

from collections.abc import Callable, Mapping
from datetime import datetime

from kit.unit_of_work import Work

from forum.store.base import by

COLLECTIONS = {
    # `wrote_at` is there once the person has written in the discussion: these they follow
    "reads": [by("person", "course", "wrote_at"), by("discussion")],
    "readers": [by("person")],
}


def key(person: str, discussion: str) -> str:
    return f"{person}/{discussion}"


def note(work: Work, person: str, course: str, discussion: str, number: int, wrote_at: datetime | None = None) -> None:
    """Somebody has read up to a number, and perhaps wrote; neither ever goes back."""
    seen = {"number": number} | ({"wrote_at": wrote_at} if wrote_at else {})
    known = {"person": person, "course": course, "discussion": discussion}
    work.update("reads", key(person, discussion), {"$max": seen, "$set": known}, upsert=True)


def catch_up(work: Work, person: str, course: str, until: datetime) -> None:
    """Nothing before a moment is new to somebody any more."""
    change = {"$max": {"caught_up": until}, "$set": {"person": person, "course": course}}
    work.update("readers", f"{person}/{course}", change, upsert=True)


def rearrange(work: Work, into: str, sources: tuple[str, ...], read: Callable[[Mapping[str, int]], int]) -> None:
    """Say anew how far everybody has read in `into`, from how far they had read in each source.

    Who wrote in a source follows `into`. A source that is not `into` keeps what it has.
    """
    readers: dict[str, dict] = {}
    for each in work.find("reads", {"discussion": {"$in": list(sources)}}):
        readers.setdefault(each["person"], {})[each["discussion"]] = each
    for person, known in readers.items():
        number = read({discussion: each["number"] for discussion, each in known.items()})
        one = next(iter(known.values()))
        wrote = [each["wrote_at"] for each in known.values() if "wrote_at" in each]
        fields = {"person": person, "course": one["course"], "discussion": into, "number": number}
        fields |= {"wrote_at": max(wrote)} if wrote else {}
        work.update("reads", key(person, into), {"$set": fields}, upsert=True)


def forget(work: Work, course: str, person: str) -> None:
    """What somebody read is nobody's business any more."""
    for each in work.find("reads", {"person": person, "course": course}, projection={"_id": 1}):
        work.delete("reads", each["_id"])
    work.delete("readers", f"{person}/{course}")
