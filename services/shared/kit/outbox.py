"""Events on their way out, written in the same transaction as what they tell of.

A row is unsent until the broker has confirmed it, and is found by that state: never by an _id high-water mark, since
ids are made before they commit and a reader would step over the late ones for ever. Sent rows stay a week for the
operator to look at; private ones, which hold names and addresses, are deleted as soon as they are sent.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from pymongo import ASCENDING, IndexModel
from pymongo.database import Database

from kit.event import Fact, new_id

COLLECTION = "outbox"
KEPT = timedelta(days=7)
INDEXES = [
    IndexModel([("unsent", ASCENDING), ("_id", ASCENDING)], partialFilterExpression={"unsent": True}),
    # one row per version of an aggregate: two transactions cannot both have made version 7 of it
    IndexModel([("aggregate", ASCENDING), ("sequence", ASCENDING)], unique=True),
    IndexModel([("sent", ASCENDING)], expireAfterSeconds=int(KEPT.total_seconds())),
]


def row(
    fact: Fact,
    data: Mapping[str, Any],
    cause: Mapping[str, str],
    now: datetime,
    *,
    aggregate: str,
    sequence: int,
    private: bool,
) -> dict[str, Any]:
    """An unsent event; what caused it gives correlation, causation and trace."""
    identity = new_id()
    return {
        "_id": identity,
        "type": fact.type,
        "source": f"/bascule/{fact.type.split('.')[2]}",
        "time": now,
        "data": fact.dump(data),
        "aggregate": aggregate,
        "sequence": sequence,
        "private": private,
        "correlation": cause.get("correlation") or identity,
        "causation": cause.get("causation", ""),
        "traceparent": cause.get("traceparent", ""),
        "unsent": True,
    }


def unsent(database: Database, limit: int, besides: Iterable[str] = ()) -> list[dict[str, Any]]:
    """Up to `limit` unsent rows, oldest ids first, leaving out those `besides` (returned or refused a moment ago)."""
    where: dict[str, Any] = {"unsent": True}
    if besides := list(besides):
        where["_id"] = {"$nin": besides}
    return list(database[COLLECTION].find(where, limit=limit, batch_size=limit))


def predecessors(database: Database, wanted: Iterable[tuple[str, int]]) -> list[dict[str, Any]]:
    """The unsent rows among these (aggregate, sequence) pairs.

    Found by aggregates and sequences, and chosen from here: not every engine looks up the alternatives of an `$or` in
    an index, while two lists are looked up in that of both.
    """
    wanted = set(wanted)
    if not wanted:
        return []
    aggregates, sequences = (list(set(part)) for part in zip(*wanted, strict=True))
    pairs = {"aggregate": {"$in": aggregates}, "sequence": {"$in": sequences}}
    found = database[COLLECTION].find(pairs, {"aggregate": 1, "sequence": 1, "unsent": 1})
    unsent = [one["_id"] for one in found if one.get("unsent") and (one["aggregate"], one["sequence"]) in wanted]
    return list(database[COLLECTION].find({"_id": {"$in": unsent}, "unsent": True})) if unsent else []


def mark_sent(database: Database, rows: Iterable[Mapping[str, Any]], now: datetime) -> None:
    """Remember that the broker has them."""
    rows = list(rows)
    public = [row["_id"] for row in rows if not row["private"]]
    private = [row["_id"] for row in rows if row["private"]]
    if public:
        change = {"$set": {"sent": now}, "$unset": {"unsent": ""}}
        database[COLLECTION].update_many({"_id": {"$in": public}}, change)
    if private:
        database[COLLECTION].delete_many({"_id": {"$in": private}})
