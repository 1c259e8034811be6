"""A bare Flask view that accepts a post: the same reads and writes as forum, in one transaction, and the same answer.

No token, no shapes, no metrics, no problem+json; the text is neither rendered nor stemmed, what comes of that is there
already. The six writes go out as one bulkWrite, the quickest that pymongo can do for so few; the client is made as the
kit makes it, in the process that serves.
"""

import hashlib
import os
import random
import time
from datetime import UTC, datetime
from typing import Any

import uuid_utils
from flask import Flask, Response, jsonify, request
from pymongo import InsertOne, MongoClient, UpdateOne
from pymongo.client_session import ClientSession
from pymongo.database import Database
from pymongo.errors import PyMongoError
from pymongo.write_concern import WriteConcern

MAJORITY = WriteConcern("majority")
AUTHOR = "somebody"
TERMS = ["kind:post", f"by:{AUTHOR}", *["nou", "comenc", "ecout", "troi", "agent", "acueil", "pend", "matin"]]
"""As many as the load's text has stems."""
Document = dict[str, Any]


class StaleError(Exception):
    """Another post came first."""


def create_app() -> Flask:
    app = Flask("bare")
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    client: MongoClient = MongoClient(os.environ["BASCULE_MONGO_URL"], tz_aware=True, maxPoolSize=20)
    database = client[os.environ["BENCH_DATABASE"]]

    @app.post("/api/forum/discussions/<discussion>/posts")
    def publish(discussion: str) -> tuple[Response, int]:
        body = request.get_data()
        asked = request.get_json()
        identity = hashlib.sha256(f"{request.path} {request.headers['Idempotency-Key']}".encode()).hexdigest()
        post, _ = accept(database, identity, body, discussion, asked["body"])
        return jsonify(_shown(post)), 201

    @app.get("/readyz")
    def readyz() -> str:
        return "ready"

    return app


def accept(database: Database, identity: str, body: bytes, discussion: str, text: str) -> tuple[Document, Document]:
    """The post and the row of the outbox that tells of it; in one transaction, again when another came first."""
    for attempt in range(20):
        try:
            with (
                database.client.start_session(causal_consistency=False) as session,
                session.start_transaction(write_concern=MAJORITY),
            ):
                return _publish(database, session, identity, body, discussion, text)
        except (PyMongoError, StaleError):  # a write conflict: nothing else is expected here
            time.sleep(random.uniform(0, min(0.2, 0.002 * 2**attempt)))
    raise TimeoutError


def _publish(
    database: Database, session: ClientSession, identity: str, body: bytes, discussion: str, text: str
) -> tuple[Document, Document]:
    found = database["discussions"].find_one({"_id": discussion}, session=session)
    assert found is not None
    database["standings"].find_one({"_id": f"{found['course']}/{AUTHOR}"}, session=session)
    now = datetime.now(UTC)
    now = now.replace(microsecond=now.microsecond // 1000 * 1000)
    post = _post(found, text, now)
    told = _told(found, post, now)
    request_kept = {"_id": identity, "who": "", "fingerprint": hashlib.sha256(body).hexdigest(), "answer": post}
    writes = _writes(database.name, found, post, told, request_kept | {"at": now})
    done = database.client.bulk_write(writes, session=session, verbose_results=True)
    if done.update_results[0].matched_count != 1:
        raise StaleError
    return post, told


def _writes(name: str, found: Document, post: Document, told: Document, request_kept: Document) -> list[Any]:
    discussion, now = found["_id"], post["at"]
    counted = {"$set": {"posts": post["number"], "last_at": now}, "$inc": {"version": 1}}
    where = {"course": post["course"], "discussion": discussion}
    read = {"$max": {"number": post["number"], "wrote_at": now}, "$set": {**where, "person": AUTHOR}}
    said = {**where, "author": AUTHOR, "kind": "post", "thing": post["_id"], "title": "", "text": post["body"]}
    findable = {"$set": {**said, "terms": TERMS, "unfiled": True}, "$setOnInsert": {"at": now, "filed": []}}
    return [
        UpdateOne({"_id": discussion, "version": found["version"]}, counted, namespace=f"{name}.discussions"),
        InsertOne(post, namespace=f"{name}.posts"),
        InsertOne(told, namespace=f"{name}.outbox"),
        InsertOne(request_kept, namespace=f"{name}.requests"),
        UpdateOne({"_id": f"{AUTHOR}/{discussion}"}, read, upsert=True, namespace=f"{name}.reads"),
        UpdateOne({"_id": f"post/{post['_id']}"}, findable, upsert=True, namespace=f"{name}.search"),
    ]


def _post(discussion: Document, text: str, now: datetime) -> Document:
    return {
        "_id": str(uuid_utils.uuid7()),
        "course": discussion["course"],
        "discussion": discussion["_id"],
        "number": discussion["posts"] + 1,
        "author": AUTHOR,
        "body": text,
        "html": f"<p>{text}</p>\n",
        "reply_to": None,
        "mentions": [],
        "attachments": [],
        "edits": 0,
        "thanks": 0,
        "at": now,
    }


def _told(discussion: Document, post: Document, now: datetime) -> Document:
    data = {name: post[name] for name in ("course", "discussion", "number", "author")}
    identity = str(uuid_utils.uuid7())
    return {
        "_id": identity,
        "type": "org.bascule.forum.post.published.v1",
        "source": "/bascule/forum",
        "time": now,
        "data": data | {"post": post["_id"], "title": discussion["title"]},
        "aggregate": discussion["_id"],
        "sequence": discussion["version"] + 1,
        "private": False,
        "correlation": identity,
        "causation": "",
        "traceparent": "",
        "unsent": True,
    }


def _shown(post: Document) -> Document:
    shown = {name: post[name] for name in ("course", "discussion", "number", "author", "body")}
    return shown | {"id": post["_id"], "at": post["at"].isoformat()}
