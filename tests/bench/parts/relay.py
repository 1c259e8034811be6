"""The relay: how quickly an outbox full of unsent rows reaches the broker, beside two bare loops."""

import random
from datetime import timedelta
from functools import partial
from typing import Any

from kit import outbox
from kit.broker import Connection, Publisher
from kit.lease import Lease
from kit.relay import Relay
from pymongo.database import Database

from tests.bench import toy
from tests.bench.bare import relay as bare
from tests.bench.ground import Ground, stopwatch
from tests.bench.measure import Measure

ROWS, AGGREGATES, FEW = 10_000, 2_000, 1_000


def measures(ground: Ground) -> list[Measure]:
    rows, few = ground.amount(ROWS), ground.amount(FEW)
    windows = ground.in_turn("relay, windows", partial(_ours, ground, rows), partial(_windows, ground, rows))
    single, spared = (
        ground.in_turn(f"relay, {what}", partial(_ours, ground, rows), partial(_one_at_a_time, ground, few, marks))
        for what, marks in (("one at a time", 1), ("confirms one at a time", few))
    )
    return [
        Measure("relay, beside windows with confirms", "rows/s", *windows, asked=0.7),
        Measure("relay, beside publish, confirm and mark one at a time", "rows/s", *single, asked=10),
        Measure("relay, beside confirms one at a time, marks together", "rows/s", *spared),
    ]


def _ours(ground: Ground, rows: int) -> float:
    database = _outbox(ground, rows)
    lease = Lease(database, "relay", "bench")
    with Connection(ground.urls.amqp, "bench relay") as connection:
        relay = Relay(database, Publisher(connection), toy.service.topology(ground.namespace), still_ours=lease.hold)
        with stopwatch() as seconds:
            sent = relay.drain()
    return _rate(database, sent, rows, seconds())


def _windows(ground: Ground, rows: int) -> float:
    database = _outbox(ground, rows)
    relay = bare.Windows(ground.urls.amqp, f"{ground.namespace}.events", database)
    with stopwatch() as seconds:
        sent = relay.drain()
    relay.close()
    return _rate(database, sent, rows, seconds())


def _one_at_a_time(ground: Ground, rows: int, marks: int) -> float:
    database = _outbox(ground, rows)
    with ground.channel() as channel:
        channel.confirm_delivery()
        with stopwatch() as seconds:
            sent = bare.one_at_a_time(channel, f"{ground.namespace}.events", database, marks)
    return _rate(database, sent, rows, seconds())


def _rate(database: Database, sent: int, rows: int, seconds: float) -> float:
    left = database[outbox.COLLECTION].count_documents({"unsent": True})
    assert (sent, left) == (rows, 0), f"{sent} of {rows} sent, {left} left"
    return rows / seconds


def _outbox(ground: Ground, rows: int) -> Database:
    """Unsent posts of many discussions, mixed as they come; each discussion's in order."""
    database = ground.fresh(toy.service, "relay")
    database[outbox.COLLECTION].insert_many(_rows(rows, max(1, rows * AGGREGATES // ROWS)))
    return database


def _rows(rows: int, aggregates: int) -> list[dict[str, Any]]:
    random.seed(1)
    now = toy.now()
    names = [f"discussion-{number:04}" for number in range(aggregates)]
    versions = dict.fromkeys(names, 0)
    made = []
    for number in range(rows):
        aggregate = random.choice(names)
        versions[aggregate] += 1
        data, time = toy.post(versions[aggregate], aggregate), now + timedelta(milliseconds=number)
        place = {"aggregate": aggregate, "sequence": versions[aggregate], "private": False}
        made.append(outbox.row(toy.POST_PUBLISHED, data, {}, time, **place))
    return made
