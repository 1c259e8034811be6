"""Mails and pushes that wait, and for a month what became of them: the history that everybody can look at."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from kit.unit_of_work import Work
from pymongo.database import Database

from notifications.domain import Document
from notifications.domain.bells import Ring
from notifications.store.common import by

KEPT = timedelta(days=30)
COLLECTIONS = {
    "mails": [
        by("unsent", "patient", "due", partialFilterExpression={"unsent": True}),
        by("person", "at"),
        by("person", "counted"),
        by("sent", expireAfterSeconds=int(KEPT.total_seconds())),
    ],
}


def add_for(work: Work, ring: Ring, *, mail: bool, push: bool) -> None:
    """Let news leave by mail, by push, or both; each leaves once for one event and person."""
    told = {name: getattr(ring, name) for name in ("kind", "reason", "person", "course", "actor", "bell", "event")}
    due = min(work.now, ring.happened)  # whichever clock is ahead, nobody waits for the other
    told |= {"about": dict(ring.about), "at": work.now, "due": due, "unsent": True, "patient": True}
    for channel, wanted in (("mail", mail), ("push", push)):
        key = f"{ring.event}/{ring.person}" + ("/push" if channel == "push" else "")
        if wanted and ring.again:
            work.update("mails", key, {"$setOnInsert": told | {"channel": channel}}, upsert=True)
        elif wanted:
            work.insert("mails", {"_id": key, **told, "channel": channel})


def add_letter(work: Work, key: str, kind: str, person: str, content: Mapping[str, Any]) -> None:
    """A mail that waits for nothing; `content` is forgotten once it was sent."""
    letter = {"_id": key, "kind": kind, "person": person, "content": dict(content), "channel": "mail"}
    work.insert("mails", letter | {"at": work.now, "due": work.now, "unsent": True, "patient": False})


def waiting(database: Database, now: datetime, patience: timedelta, limit: int) -> list[Document]:
    """What is due: letters at once, news after some patience, since it may be seen on screen meanwhile."""
    mails = database["mails"]
    letters = mails.find({"unsent": True, "patient": False, "due": {"$lte": now}}, limit=limit)
    news = mails.find({"unsent": True, "patient": True, "due": {"$lte": now - patience}}, limit=limit)
    return [*letters, *news]


def counted_lately(database: Database, person: str, now: datetime, most: int) -> int:
    """How many mails of news somebody got in the last seven days, as far as `most`."""
    where = {"person": person, "counted": {"$gt": now - timedelta(days=7)}}
    return sum(1 for _ in database["mails"].find(where, {"_id": 1}, limit=most)) if most else 0


def cancel(work: Work, event: str) -> None:
    """What waits because of an event is not sent: what it told is no more."""
    where = {"unsent": True, "event": event}
    for one in work.find("mails", where, projection={"_id": 1}):
        settle(work, one["_id"], "cancelled")


def settle(work: Work, key: str, outcome: str, *, counts: bool = False) -> None:
    """What became of a mail; what it said, and to whom, is forgotten. `counts`: towards the week's ceiling."""
    settled = {"outcome": outcome, "sent": work.now} | ({"counted": work.now} if counts else {})
    work.update("mails", key, {"$set": settled, "$unset": {"unsent": "", "content": "", "actor": ""}})


def postpone(work: Work, some: Iterable[Document], until: datetime) -> None:
    for mail in some:
        work.update("mails", mail["_id"], {"$set": {"due": until}})
