"""The newest documents first, a page at a time, on servers that read all matches before they sort and cut.

The range of the sorted moment is bounded: a narrow window below the cursor, then wider ones further down, as wide as
what was found so far makes likely. So a page touches about as many documents as it shows, however many there are.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from pymongo import DESCENDING
from pymongo.collection import Collection

from kit.errors import Invalid

FIRST = timedelta(minutes=1)
WIDEST = 16.0
"""How many times as wide as the last window the next may be."""
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)
CLOCKS_DIFFER = timedelta(hours=1)
TICK = timedelta(milliseconds=1)


class Cursor(NamedTuple):
    """Just before which document a page begins: its moment and, among those of one moment, its id."""

    moment: datetime
    identity: str

    @classmethod
    def read(cls, text: str | None) -> "Cursor | None":
        """Raises Invalid for what no page gave."""
        if not text:
            return None
        milliseconds, _, identity = text.partition("-")
        try:
            return cls(EPOCH + int(milliseconds) * TICK, identity)
        except (ValueError, OverflowError):
            raise Invalid(errors={"after": ["Not a cursor that a page gave."]}) from None

    @classmethod
    def of(cls, document: Mapping[str, Any], field: str) -> "Cursor":
        return cls(document[field], document["_id"])

    def __str__(self) -> str:
        return f"{(self.moment - EPOCH) // TICK}-{self.identity}"


def newest(
    collection: Collection, where: Mapping[str, Any], field: str, limit: int, after: Cursor | None = None
) -> list[dict[str, Any]]:
    """Up to `limit` documents with the latest `field`, the latest first; needs an index on `where` and then `field`.

    What lies in the future is found, too, as far as clocks may differ.
    """
    found = _of_the_same_moment(collection, where, field, limit, after) if after else []
    below = after.moment if after else datetime.now(UTC) + CLOCKS_DIFFER
    width = FIRST if after else FIRST + CLOCKS_DIFFER
    while len(found) < limit and below > BEGINNING:
        floor = below - min(width, below - BEGINNING)
        came = _sorted(collection, {**where, field: {"$gte": floor, "$lt": below}}, field, limit - len(found))
        found += came
        wider = 1.2 * (limit - len(found)) / len(came) if came else WIDEST
        width *= min(WIDEST, max(1.0, wider))
        below = floor
    return found


def _of_the_same_moment(
    collection: Collection, where: Mapping[str, Any], field: str, limit: int, after: Cursor
) -> list[dict[str, Any]]:
    # a range of _id in the query would be taken for the best index, and half of the collection be read through it
    same = _sorted(collection, {**where, field: after.moment}, field)
    return [one for one in same if one["_id"] < after.identity][:limit]


def _sorted(collection: Collection, where: Mapping[str, Any], field: str, limit: int = 0) -> list[dict[str, Any]]:
    return list(collection.find(where).sort([(field, DESCENDING), ("_id", DESCENDING)]).limit(limit))
