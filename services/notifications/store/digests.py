"""When somebody's next digest of a course is due, and since when the last one told."""

from datetime import datetime

from kit.unit_of_work import Work
from pymongo.database import Database

from notifications.domain import Document, choices, clocks
from notifications.store.common import by

COLLECTIONS = {"digests": [by("due"), by("person")]}


def begin(work: Work, course: str, person: str, chosen: Document | None) -> None:
    """Let somebody have digests of a course from now on; whoever has them already keeps their place."""
    fresh = {"course": course, "person": person, "since": work.now, "due": _next(chosen, work.now)}
    work.update("digests", f"{course}/{person}", {"$setOnInsert": fresh}, upsert=True)


def reschedule(work: Work, person: str, chosen: Document) -> None:
    """Follow what somebody chose, in all their courses."""
    for one in work.find("digests", {"person": person}):
        work.update("digests", one["_id"], {"$set": {"due": _next(chosen, work.now)}})


def due(database: Database, now: datetime, limit: int) -> list[Document]:
    return list(database["digests"].find({"due": {"$lte": now}}, limit=limit))


def done(work: Work, digest: Document, chosen: Document | None) -> None:
    """The next one tells what comes after now; fails as Stale when another relay has done this one."""
    moved = {"$set": {"since": work.now, "due": _next(chosen, work.now)}}
    work.guard("digests", {"_id": digest["_id"], "since": digest["since"]}, moved)


def _next(chosen: Document | None, after: datetime) -> datetime | None:
    return clocks.next_digest(choices.whole(chosen), after)
