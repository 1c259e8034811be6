"""Delivering events to those who want them pushed: in order, at least once, without one waiting for another.

What was delivered is a position, written after the other side has answered: whoever is killed in between sends again.
A failure is tried again after longer and longer pauses; after `ATTEMPTS` the events at hand go on the consumer's list
of what could not be delivered, and the next ones have their turn. What is on the list is sent again when asked for.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from kit.settings import Settings
from pymongo.database import Database

from reporting import store
from reporting.domain import Document
from reporting.push.failed import Failed

ATTEMPTS = 8
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 3600.0
EVENTS, STATEMENTS = 100, 50
"""In one request: of a batch of CloudEvents, of statements."""
AT_A_TIME = 8
"""Consumers that are served side by side."""
TURN = 20.0
"""Seconds for one consumer before the others are looked at again."""
log = structlog.get_logger()


def deliver(database: Database, settings: Settings) -> None:
    """The duty: bring every consumer that is due up to the newest event."""
    now = datetime.now(UTC)
    due = [one for one in store.consumers.with_destination(database) if one["destination"]["due"] <= now]
    if due:
        with ThreadPoolExecutor(max_workers=min(AT_A_TIME, len(due))) as pool:
            list(pool.map(lambda one: serve(database, one, settings), due))


def serve(database: Database, consumer: Document, settings: Settings) -> None:
    """One consumer's turn: first what is to be sent again, then what is new, until something fails or time is up."""
    until = time.monotonic() + TURN
    at_once = _at_once(consumer["destination"])
    while again := _again(database, consumer, at_once):
        if time.monotonic() > until or not _send(database, consumer, again, None, settings):
            return
    at, newest = consumer["destination"]["position"], store.position(database)
    for batch in store.read(database, at, newest, _scope(consumer)):
        for start in range(0, len(batch), at_once):
            events = batch[start : start + at_once]
            if time.monotonic() > until or not _send(database, consumer, events, events[-1]["_id"], settings):
                return
    if at < newest:
        _note(database, consumer, {"position": newest})


def _send(
    database: Database, consumer: Document, events: list[Document], reached: int | None, settings: Settings
) -> bool:
    """Whether the events were delivered, or given up, so that the next may follow."""
    destination = consumer["destination"]
    try:
        _channel(destination["kind"])(destination, events, settings)
    except Failed as error:
        return _put_off(database, consumer, events, reached, str(error))
    gone = {"consumer": consumer["_id"], "position": {"$in": [one["_id"] for one in events]}}
    if reached is None:
        database["undelivered"].delete_many(gone)
    return _note(database, consumer, {"attempts": 0, "failing": None} | _reached(reached))


def _put_off(database: Database, consumer: Document, events: list[Document], reached: int | None, reason: str) -> bool:
    attempts, now = consumer["destination"]["attempts"] + 1, datetime.now(UTC)
    log.info("not delivered", consumer=consumer["_id"], attempts=attempts, reason=reason)
    if attempts < ATTEMPTS:
        pause = timedelta(seconds=min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempts - 1)))
        _note(database, consumer, {"attempts": attempts, "failing": reason[:300], "due": now + pause})
        return False
    store.consumers.give_up(database, consumer["_id"], events, reason, now)
    return _note(database, consumer, {"attempts": 0, "failing": reason[:300]} | _reached(reached))


def _reached(position: int | None) -> dict[str, Any]:
    """None is of what is sent again: that is behind the position already."""
    return {} if position is None else {"position": position}


def _note(database: Database, consumer: Document, changes: dict[str, Any]) -> bool:
    """Write down where a consumer is; False when its address was changed, or it was paused or sent back, meanwhile."""
    destination = consumer["destination"]
    where = {"_id": consumer["_id"], "destination.url": destination["url"], "destination.run": destination.get("run")}
    destination |= changes
    named = {f"destination.{name}": value for name, value in changes.items()}
    return database["consumers"].update_one(where, {"$set": named}).matched_count == 1


def _again(database: Database, consumer: Document, most: int) -> list[Document]:
    where = {"consumer": consumer["_id"], "again": True}
    letters = list(database["undelivered"].find(where).sort("position", 1).limit(most))
    return list(database["events"].find({"_id": {"$in": [one["position"] for one in letters]}}).sort("_id", 1))


def _at_once(destination: Document) -> int:
    return {"xapi": STATEMENTS, "webhook": EVENTS if destination["mode"] == "batched" else 1}[destination["kind"]]


def _channel(kind: str) -> Callable[[Document, list[Document], Settings], None]:
    """Imported when there is something to send: an HTTP client is nothing that every process should pay for."""
    from reporting.push import statements, webhooks

    return statements.send if kind == "xapi" else webhooks.send


def _scope(consumer: Document) -> store.Wanted:
    return store.Wanted(consumer["courses"], consumer["types"] or None)
