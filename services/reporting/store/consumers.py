"""Consumers of the streams, and what could not be delivered to them."""

from datetime import datetime, timedelta
from typing import Any

from kit.errors import NotFound
from kit.unit_of_work import Work
from pymongo import ASCENDING
from pymongo.database import Database

from reporting.domain import Document

USE_IS_NOTED = timedelta(minutes=1)


def consumer(work: Work, identity: str) -> Document:
    """Raises NotFound."""
    found = work.find_one("consumers", identity)
    if found is None:
        raise NotFound("There is no such consumer")
    return found


def find(database: Database, identity: str) -> Document | None:
    return database["consumers"].find_one({"_id": identity})


def used(database: Database, found: Document, now: datetime) -> None:
    """Note when a token was last used, to the minute."""
    last = found.get("last_used_at")
    if last is None or now - last >= USE_IS_NOTED:
        database["consumers"].update_one({"_id": found["_id"]}, {"$set": {"last_used_at": now}})


def with_destination(database: Database) -> list[Document]:
    """Those to whom events are pushed at present."""
    at_work = {"destination.due": {"$exists": True}, "destination.paused": {"$ne": True}, "revoked_at": None}
    return list(database["consumers"].find(at_work))


def undelivered(database: Database, identity: str, after: int, limit: int) -> list[Document]:
    """What was given up on for a consumer, by position."""
    where = {"consumer": identity, "position": {"$gt": after}}
    return list(database["undelivered"].find(where).sort("position", ASCENDING).limit(limit))


def give_up(database: Database, identity: str, events: list[Document], reason: str, now: datetime) -> None:
    """Put events on the list of what could not be delivered; twice is once."""
    for one in events:
        letter: dict[str, Any] = {"type": one["type"], "event": one["id"], "reason": reason[:300], "at": now}
        key = {"consumer": identity, "position": one["_id"]}
        database["undelivered"].update_one(key, {"$set": letter, "$unset": {"again": ""}}, upsert=True)
