"""Takes what the toy service takes, without the kit: in batches with one acknowledgement, and one at a time.

One thread and one BlockingConnection, whose consumer callback only appends: what arrives while a batch is in its
transaction waits in the socket, as deep as the prefetch. Each event's marks, notifications and outgoing events are
plain `insert_many`s, which both pymongo and the server handle quicker than one bulkWrite over several collections.
"""

import json
from datetime import UTC, datetime
from typing import Any

import pika
import uuid_utils
from pymongo import MongoClient
from pymongo.client_session import ClientSession
from pymongo.database import Database
from pymongo.write_concern import WriteConcern

MOST = 300
PREFETCH = 2 * MOST
MAJORITY = WriteConcern("majority")
Document = dict[str, Any]


class Loop:
    """Connects and starts consuming; `run` then settles `count` deliveries in transactions of `most`."""

    def __init__(self, url: str, queue: str, database: Database, most: int, prefetch: int) -> None:
        self._database, self._most = database, most
        self._client: MongoClient = database.client
        self._arrived: list[tuple[int, dict[str, Any], bytes]] = []
        self._connection = pika.BlockingConnection(pika.URLParameters(url))
        self._channel = self._connection.channel()
        self._channel.basic_qos(prefetch_count=prefetch)
        self._queue = queue

    def run(self, count: int) -> int:
        self._channel.basic_consume(self._queue, self._arrive)
        done = 0
        while done < count:
            self._gather()
            batch, self._arrived = self._arrived[: self._most], self._arrived[self._most :]
            if batch:
                self._settle([_event(headers, body) for _, headers, body in batch])
                self._channel.basic_ack(batch[-1][0], multiple=True)
                done += len(batch)
        return done

    def close(self) -> None:
        self._connection.close()

    def _gather(self) -> None:
        """A batch full if there is as much: pika hands out what one read of the socket brought, which is less."""
        known = -1
        while known < len(self._arrived) < self._most:
            known = len(self._arrived)
            self._connection.process_data_events(time_limit=0 if known else 0.5)

    def _arrive(self, _channel: Any, method: Any, properties: Any, body: bytes) -> None:
        self._arrived.append((method.delivery_tag, properties.headers, body))

    def _settle(self, events: list[Document]) -> None:
        now = datetime.now(UTC)
        now = now.replace(microsecond=now.microsecond // 1000 * 1000)
        # as the kit: majority writes, no causal consistency, one attempt (nobody competes here)
        with (
            self._client.start_session(causal_consistency=False) as session,
            session.start_transaction(write_concern=MAJORITY),
        ):
            self._write(events, now, session)

    def _write(self, events: list[Document], now: datetime, session: ClientSession) -> None:
        database = self._database
        marks = [{"_id": event["id"], "type": event["type"], "at": now} for event in events]
        database["inbox"].insert_many(marks, session=session)
        counted: dict[str, int] = {}
        for event in events:
            counted[event["data"]["course"]] = counted.get(event["data"]["course"], 0) + 1
        for course, posts in counted.items():
            database["figures"].update_one({"_id": course}, {"$inc": {"posts": posts}}, upsert=True, session=session)
        database["notifications"].insert_many([_notification(event) for event in events], session=session)
        database["outbox"].insert_many([_told(event, now) for event in events], session=session)


def _event(headers: dict[str, Any], body: bytes) -> Document:
    return {
        "id": headers["cloudEvents_id"],
        "type": headers["cloudEvents_type"],
        "time": datetime.fromisoformat(headers["cloudEvents_time"]),
        "correlation": headers["cloudEvents_correlationid"],
        "data": json.loads(body),
    }


def _notification(event: Document) -> Document:
    data = event["data"]
    return {
        "_id": f"{event['id']}/{data['author']}",
        "person": data["author"],
        "course": data["course"],
        "kind": "reply",
        "about": data["discussion"],
        "read": False,
        "at": event["time"],
    }


def _told(event: Document, now: datetime) -> Document:
    data = event["data"]
    course, person, discussion = data["course"], data["author"], data["discussion"]
    return {
        "_id": str(uuid_utils.uuid7()),
        "type": "org.bascule.bench.person.told.v1",
        "source": "/bascule/bench",
        "time": now,
        "data": {"course": course, "kind": "reply", "recipients": [person], "about": discussion},
        "aggregate": data["post"],
        "sequence": 1,
        "private": False,
        "correlation": event["correlation"],
        "causation": event["id"],
        "traceparent": "",
        "unsent": True,
    }
