"""Controversies, stances, arguments and whom those convinced."""

from collections import defaultdict
from datetime import datetime

from kit.unit_of_work import Work
from pymongo.database import Database

from forum.domain import Document
from forum.domain import controversies as domain
from forum.domain import stances as positions
from forum.store.base import by, one

COLLECTIONS = {
    "controversies": [by("course", "_id"), by("state", "opens_at"), by("state", "closes_at")],
    "stances": [by("controversy", "id"), by("author")],
    "arguments": [by("controversy", "_id"), by("author")],
    "convictions": [by("controversy", "person"), by("person")],
}
DUE = {domain.PLANNED: "opens_at", domain.OPEN: "closes_at"}


def controversy(work: Work, identity: str) -> Document:
    return one(work, "controversies", identity, "controversy")


def due(database: Database, now: datetime) -> list[Document]:
    """Those that must open or close by now: their ids and states."""
    either = [{"state": state, date: {"$lte": now}} for state, date in DUE.items()]
    return [found for where in either for found in database["controversies"].find(where, {"state": 1})]


def stance(work: Work, controversy: str, person: str) -> Document | None:
    return work.find_one("stances", positions.key(controversy, person))


def move(work: Work, controversy: Document, cells: dict[str, int]) -> None:
    """Add to the counters; meets the close in the same document, so that one of both comes first."""
    if cells:
        work.update("controversies", controversy["_id"], {"$inc": {f"moves.{cell}": n for cell, n in cells.items()}})


def argument(work: Work, identity: str) -> Document:
    return one(work, "arguments", identity, "argument")


def arguments(work: Work, controversy: str) -> list[Document]:
    return list(work.find("arguments", {"controversy": controversy}))


def conviction(work: Work, argument: str, person: str) -> Document | None:
    return work.find_one("convictions", f"{argument}/{person}")


def convictions(work: Work, controversy: str) -> dict[str, set[str]]:
    """Which arguments convinced whom."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for each in work.find("convictions", {"controversy": controversy, "holds": True}):
        found[each["person"]].add(each["argument"])
    return found


def forget(work: Work, course: str, person: str) -> None:
    """Erased: stances and convictions count on without a name, arguments stay without a name and without words."""
    for each in work.find("stances", {"author": person, "course": course}):
        silent: Document = {"author": None, "reason": "", "history": [], "public": False}
        _rename(work, "stances", each, f"{each['controversy']}/gone-{each['id']}", **silent)
    for each in work.find("convictions", {"person": person, "course": course}):
        _rename(work, "convictions", each, f"{each['argument']}/gone-{each['id']}", person=f"gone-{each['id']}")
    for each in work.find("arguments", {"author": person, "course": course}):
        work.update("arguments", each["_id"], {"$set": {"author": None, "body": ""}})


def _rename(work: Work, collection: str, document: Document, key: str, **changes: object) -> None:
    """Keep a document under a key that names nobody."""
    work.delete(collection, document["_id"])
    work.insert(collection, {**document, **changes, "_id": key})
