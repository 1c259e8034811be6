"""What a post makes notifications and reporting read and write, without the kit, their rules or their shapes.

The same questions and the same documents, as one of `BASCULE_LOG_LEVEL=debug` or the database's own log shows them: the
kit's fence apart, which guards what nobody here does. Either is the middle of a transaction.
"""

from datetime import datetime, timedelta
from typing import Any

import uuid_utils
from pymongo import InsertOne, UpdateOne
from pymongo.client_session import ClientSession
from pymongo.database import Database

Document = dict[str, Any]
ANNA = "anna"


def ring(database: Database, events: list[Document], now: datetime, session: ClientSession) -> None:
    """Anna has opened each discussion: her bell rings, a mail waits."""
    name = database.name
    database.client.bulk_write([write for one in events for write in _known(name, one, now)], session=session)
    discussions = sorted({one["data"]["discussion"] for one in events})
    _all(database, "discussions", {"_id": {"$in": discussions}}, session)
    _all(database, "voices", {"discussion": {"$in": discussions}}, session)
    things = [f"discussion/{one}" for one in discussions]
    _all(database, "levels", {"thing": {"$in": things}, "course": events[0]["data"]["course"]}, session)
    _all(database, "preferences", {"_id": {"$in": [ANNA]}}, session)
    database.client.bulk_write([write for one in events for write in _told(name, one, now)], session=session)


def count(database: Database, events: list[Document], now: datetime, session: ClientSession) -> None:
    """Each event is kept at the next position; the views count it, and the figures are told."""
    name, course = database.name, events[0]["data"]["course"]
    key = f"figures/{course}"
    counters = {one["_id"]: one for one in _all(database, "counters", {"_id": {"$in": ["events", key]}}, session)}
    at = counters["events"]["position"]
    moved = UpdateOne(
        {"_id": "events", "position": at}, {"$inc": {"position": len(events)}}, namespace=f"{name}.counters"
    )
    place = UpdateOne({"_id": "views"}, {"$set": {"position": at + len(events)}}, namespace=f"{name}.places")
    kept = [InsertOne(_stored(one, at + number), namespace=f"{name}.events") for number, one in enumerate(events, 1)]
    counted = [write for one in events for write in _counted(name, one)]
    database.client.bulk_write([moved, place, *kept, *counted], session=session)
    lately = {"course": course, "last_at": {"$gte": now - timedelta(days=7)}}
    alive = len(_all(database, "discussions", lately, session, {"_id": 1}))
    (figures,) = _all(database, "figures", {"_id": course}, session)
    told = _row("reporting.figures.updated", key, {"figures": figures | {"alive": alive}}, events[-1], now)
    told["sequence"] = counters.get(key, {"version": 0})["version"] + 1
    version = UpdateOne({"_id": key}, {"$inc": {"version": 1}}, upsert=True, namespace=f"{name}.counters")
    database.client.bulk_write([version, InsertOne(told, namespace=f"{name}.outbox")], session=session)


def _all(
    database: Database, collection: str, where: Document, session: ClientSession, fields: Document | None = None
) -> list[Document]:
    return list(database[collection].find(where, fields, session=session))


def _known(name: str, event: Document, now: datetime) -> list[Any]:
    data, at = event["data"], event["time"]
    discussion, author = data["discussion"], data["author"]
    voice = {"$max": {"opened": False}, "$min": {"at": at, "since": data["number"]}}
    voice |= {"$setOnInsert": {"discussion": discussion, "person": author}}
    post = {"$setOnInsert": {**data, "at": at, "event": event["id"], "sequence": data["number"], "reply_to": None}}
    return [
        InsertOne({"_id": event["id"], "type": event["type"], "at": now}, namespace=f"{name}.inbox"),
        _upsert(name, "discussions", discussion, {"$max": {"last": data["number"]}}),
        _upsert(name, "posts", data["post"], post),
        _upsert(name, "voices", f"{discussion}/{author}", voice),
        _upsert(name, "turns", f"discussion/{discussion}", {"$inc": {"taken": 1}}),
    ]


def _told(name: str, event: Document, now: datetime) -> list[Any]:
    data, at = event["data"], event["time"]
    about = {"type": "discussion", "id": data["discussion"], "title": data["title"]}
    bell = f"discussion/{data['discussion']}/{now:%Y-%m-%d}/{ANNA}"
    mail = {"course": data["course"], "person": ANNA, "about": about, "kind": "answer", "reason": "you-opened"}
    mail |= {"_id": f"{event['id']}/{ANNA}", "actor": data["author"], "event": event["id"], "bell": bell}
    mail |= {"at": now, "due": at, "channel": "mail", "patient": True, "unsent": True}
    raised = {"course": data["course"], "kind": "answer", "recipients": [ANNA], "about": about, "actor": data["author"]}
    row = _row("notifications.notification.raised", str(uuid_utils.uuid7()), raised, event, now)
    latest = {"$each": [{"actor": data["author"], "at": at}], "$sort": {"at": -1}, "$slice": 5}
    folded: Document = {"$inc": {"count": 1, "fresh": 1}, "$set": {"seen": False, "unread": True}}
    folded |= {"$addToSet": {"kinds": "answer", "reasons": "you-opened"}, "$push": {"latest": latest}}
    folded |= {"$min": {"first": at}, "$max": {"at": now, "last": at, "shown": True, "digest": False}}
    folded |= {"$setOnInsert": {"about": about, "course": data["course"], "person": ANNA, "topic": bell}}
    return [
        InsertOne(mail, namespace=f"{name}.mails"),
        InsertOne(row, namespace=f"{name}.outbox"),
        _upsert(name, "bells", bell, folded),
    ]


def _counted(name: str, event: Document) -> list[Any]:
    data, at = event["data"], event["time"]
    course, discussion, author = data["course"], data["discussion"], data["author"]
    one_more = {"$inc": {"posts": 1}}
    fresh = {"$setOnInsert": {"course": course}}
    voice = {"$min": {"first_at": at}, "$max": {"discussion": discussion, "person": author}}
    acts = {"$inc": {"posts": 1, f"acts.{at:%Y-%m-%d}": 1}, "$setOnInsert": {"course": course, "person": author}}
    day = {"$setOnInsert": {"course": course, "day": at.replace(hour=0, minute=0, second=0, microsecond=0)}}
    return [
        _upsert(name, "days", f"{course}/{at:%Y-%m-%d}", one_more | day),
        _upsert(name, "discussions", discussion, one_more | fresh | {"$max": {"last_at": at}}),
        _upsert(name, "figures", course, one_more | {"$max": {"updated_at": at}}),
        _upsert(name, "people", f"{course}/{author}", acts),
        _upsert(name, "voices", f"{discussion}/{author}", one_more | fresh | voice),
    ]


def _stored(event: Document, position: int) -> Document:
    return {"_id": position, **event, "course": event["data"]["course"], "aggregate": event["data"]["discussion"]}


def _row(type_: str, aggregate: str, data: Document, event: Document, now: datetime) -> Document:
    return {
        "_id": str(uuid_utils.uuid7()),
        "type": f"org.bascule.{type_}.v1",
        "source": "/bascule/bench",
        "time": now,
        "data": data,
        "aggregate": aggregate,
        "sequence": 1,
        "private": False,
        "correlation": event["correlation"],
        "causation": event["id"],
        "traceparent": "",
        "unsent": True,
    }


def _upsert(name: str, collection: str, key: str, update: Document) -> UpdateOne:
    return UpdateOne({"_id": key}, update, upsert=True, namespace=f"{name}.{collection}")
