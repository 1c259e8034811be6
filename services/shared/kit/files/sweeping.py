"""The duty that removes what nobody shows: never claimed, released a day ago, or left behind by a killed process."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pymongo.database import Database

from kit.files.shelf import FILES, UPLOADS, Shelf, shelf

if TYPE_CHECKING:
    from kit.settings import Settings

KEPT = timedelta(days=1)
LONGEST_UPLOAD = timedelta(hours=1)
AT_ONCE = 100


def sweep(database: Database, settings: "Settings", now: datetime | None = None) -> int:
    """Remove them; returns how many contents were removed. Safe to run twice, and beside whoever keeps and claims."""
    now = now or datetime.now(UTC)
    where = shelf(database, settings.files_url)
    return _unclaimed(database, where, now) + _left_behind(database, where, now)


def _unclaimed(database: Database, where: Shelf, now: datetime) -> int:
    removed = 0
    old = {"unclaimed": True, "at": {"$lt": now - KEPT}}
    for file in list(database[FILES].find(old, limit=AT_ONCE)):
        database[UPLOADS].replace_one({"_id": file["key"]}, {"variants": file["variants"], "at": now}, upsert=True)
        if database[FILES].delete_one({"_id": file["_id"], **old}).deleted_count:
            removed += _remove(database, where, file["key"], file["variants"])
        else:  # claimed or kept again this very moment
            database[UPLOADS].delete_one({"_id": file["key"]})
    return removed


def _left_behind(database: Database, where: Shelf, now: datetime) -> int:
    removed = 0
    for mark in list(database[UPLOADS].find({"at": {"$lt": now - LONGEST_UPLOAD}}, limit=AT_ONCE)):
        if database[FILES].find_one({"key": mark["_id"]}):
            database[UPLOADS].delete_one({"_id": mark["_id"]})
        else:
            removed += _remove(database, where, mark["_id"], mark["variants"])
    return removed


def _remove(database: Database, where: Shelf, key: str, variants: list[str]) -> int:
    for variant in variants:
        where.remove(key + variant)
    database[UPLOADS].delete_one({"_id": key})
    return len(variants)
