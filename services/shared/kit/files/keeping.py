"""Taking a file in: its size, its kind, its owner's share of the space; then each content is put on the shelf once."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import request
from pymongo.database import Database

from kit.errors import TooMany
from kit.event import new_id
from kit.files import images
from kit.files.kinds import IMAGES, kind_of, refused
from kit.files.shelf import FILES, UPLOADS, Shelf, shelf

LARGEST = 10 * 1024 * 1024
MOST_AN_HOUR = 60


@dataclass(frozen=True)
class Kept:
    """A file on the shelf: `size` in bytes, `width` and `height` in pixels (0 when it is no picture)."""

    id: str
    kind: str
    size: int
    width: int = 0
    height: int = 0


def brought(largest: int = LARGEST) -> bytes:
    """The body of the present request, which is the file itself; at most `largest` bytes, else it is a 413."""
    request.max_content_length = largest
    return request.get_data(cache=False)


def keep(
    database: Database, body: bytes, *, owner: str, kinds: tuple[str, ...] = IMAGES, url: str = "", most: int = LARGEST
) -> Kept:
    """Put a file on the shelf, for its owner to claim within a day.

    Raises Invalid, naming `file`, for what is empty, too large, damaged or not of these kinds; TooMany for an owner
    who brought 60 files within the hour.
    """
    if not body or len(body) > most:
        raise refused(f"A file has between 1 byte and {most // 1_048_576} MiB.")
    kind = kind_of(body, kinds)
    _must_have_room(database, owner)
    if kind not in IMAGES:
        return _put(shelf(database, url), database, Kept(_digest(body), kind, len(body)), {"": body}, owner)
    picture = images.clean(body)
    kept = Kept(_digest(picture.body), picture.kind, len(picture.body), picture.width, picture.height)
    contents = {"": picture.body} | {str(width): content for width, content in picture.thumbnails.items()}
    return _put(shelf(database, url), database, kept, contents, owner)


def _put(where: Shelf, database: Database, kept: Kept, contents: Mapping[str, bytes], owner: str) -> Kept:
    """Write what is not there yet; whoever comes second with the same content only joins its owners."""
    now = datetime.now(UTC)
    joined = {"$set": {"at": now}, "$addToSet": {"owners": owner}}
    if database[FILES].update_one({"_id": kept.id}, joined).matched_count:
        return kept
    key = new_id()
    database[UPLOADS].insert_one({"_id": key, "variants": list(contents), "at": now})
    for variant, content in contents.items():
        where.put(key + variant, content, "image/webp" if variant else kept.kind)
    first: dict[str, Any] = {"key": key, "variants": list(contents), "claims": [], "unclaimed": True}
    first |= {"kind": kept.kind, "size": kept.size, "width": kept.width, "height": kept.height}
    if database[FILES].update_one({"_id": kept.id}, {**joined, "$setOnInsert": first}, upsert=True).upserted_id is None:
        for variant in contents:
            where.remove(key + variant)
    database[UPLOADS].delete_one({"_id": key})
    return kept


def _must_have_room(database: Database, owner: str) -> None:
    hour = datetime.now(UTC) - timedelta(hours=1)
    lately = database[FILES].find({"owners": owner, "at": {"$gt": hour}}, {"_id": 1}, limit=MOST_AN_HOUR)
    if len(list(lately)) >= MOST_AN_HOUR:
        raise TooMany(f"That makes {MOST_AN_HOUR} files within an hour: bring the others a little later")


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
