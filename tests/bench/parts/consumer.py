"""The consumer: how quickly a full inbox takes effect, beside a bare batched loop and one transaction per message."""

import threading
from functools import partial
from typing import Any

from kit import outbox
from kit.broker import Connection, Message, Publisher
from kit.consumer import Consumer
from kit.event import to_headers
from prometheus_client import REGISTRY
from pymongo.database import Database

from tests.bench import toy
from tests.bench.bare import consumer as bare
from tests.bench.bare.relay import body
from tests.bench.ground import Ground, stopwatch
from tests.bench.measure import Measure

EVENTS, FEW, DISCUSSIONS = 6_000, 900, 50


def measures(ground: Ground) -> list[Measure]:
    many, few = ground.amount(EVENTS), ground.amount(FEW)
    batched = partial(_bare, ground, many, bare.MOST, bare.PREFETCH)
    batches = ground.in_turn("consumer, batches", partial(_ours, ground, many), batched)
    # the prefetch stays: a plain consumer that waits for each delivery would be slower still
    single = partial(_bare, ground, few, 1, bare.PREFETCH)
    singles = ground.in_turn("consumer, one at a time", partial(_ours, ground, few), single)
    return [
        Measure("consumer, beside batched transactions", "events/s", *batches, asked=0.7),
        Measure("consumer, beside one transaction per message", "events/s", *singles, asked=5),
    ]


class UntilConsumed(threading.Event):
    """Stops a consumer when it has taken so many events from now on; it asks once per batch."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._goal = _consumed() + count

    def is_set(self) -> bool:
        return _consumed() >= self._goal


def _consumed() -> float:
    return REGISTRY.get_sample_value("bascule_consumed_total") or 0.0


def _ours(ground: Ground, count: int) -> float:
    database = _inbox(ground, count)
    consumer = Consumer("bench", database, toy.on, toy.service.topology(ground.namespace), UntilConsumed(count))
    with Connection(ground.urls.amqp, "bench worker") as connection, stopwatch() as seconds:
        consumer.run(connection)
    return _rate(ground, database, count, seconds())


def _bare(ground: Ground, count: int, most: int, prefetch: int) -> float:
    database = _inbox(ground, count)
    queue = toy.service.topology(ground.namespace).inbox("bench")
    loop = bare.Loop(ground.urls.amqp, queue, database, most, prefetch)
    with stopwatch() as seconds:
        loop.run(count)
    loop.close()
    return _rate(ground, database, count, seconds())


def _rate(ground: Ground, database: Database, count: int, seconds: float) -> float:
    written = {name: database[name].count_documents({}) for name in ("inbox", "notifications", outbox.COLLECTION)}
    assert set(written.values()) == {count}, f"{count} events, but {written}"
    assert database["figures"].find_one({"_id": toy.COURSE})["posts"] == count  # type: ignore[index]
    return count / seconds


def _inbox(ground: Ground, count: int) -> Database:
    """A queue full of posts, nothing taken yet."""
    database = ground.fresh(toy.service, "consumer")
    fill(ground, [_row(number) for number in range(count)])
    return database


def fill(ground: Ground, rows: list[dict[str, Any]]) -> None:
    """Publish these rows of an outbox to the services that listen."""
    exchange = f"{ground.namespace}.events"
    messages = [Message(row["_id"], exchange, row["type"], to_headers(row), body(row)) for row in rows]
    with Connection(ground.urls.amqp, "bench") as connection:
        publisher = Publisher(connection)
        for start in range(0, len(messages), 1_000):
            some = messages[start : start + 1_000]
            assert len(publisher.send(some).confirmed) == len(some)


def _row(number: int) -> dict[str, Any]:
    discussion, sequence = f"discussion-{number % DISCUSSIONS:04}", number // DISCUSSIONS + 1
    place = {"aggregate": discussion, "sequence": sequence, "private": False}
    return outbox.row(toy.POST_PUBLISHED, toy.post(sequence, discussion), {}, toy.now(), **place)
