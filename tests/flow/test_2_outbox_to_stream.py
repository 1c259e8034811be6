"""kit/outbox → kit/relay → RabbitMQ: all that is unsent leaves, in order per aggregate, by one relay at a time."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from kit import outbox, processes
from kit.broker import Connection, Deliveries, Message, Outcome, Publisher
from kit.event import Fact, new_id
from kit.lease import PATIENCE, Lease
from kit.relay import Doorbell, Relay
from kit.settings import Settings
from kit.testing import House, eventually, happens
from kit.topology import Queue, Topology
from kit.unit_of_work import Work, transact
from marshmallow import Schema, fields
from pymongo.database import Database

HAPPENED = Fact("org.bascule.tests.thing.happened.v1", Schema.from_dict({"n": fields.Integer(required=True)})())


def tell(database: Database, aggregate: str, *sequences: int, private: bool = False) -> None:
    def emit(work: Work) -> None:
        for sequence in sequences:
            work.emit(HAPPENED, {"n": sequence}, aggregate=aggregate, sequence=sequence, private=private)

    transact(database, emit, deadline=5)


def unsent(database: Database) -> list[int]:
    return sorted(row["sequence"] for row in database[outbox.COLLECTION].find({"unsent": True}))


def drained(relay: Relay, database: Database) -> bool:
    """Whether nothing is left after another round: what came back goes at its own time."""
    relay.drain()
    return not unsent(database)


@pytest.fixture
def database(quiet_house: House) -> Database:
    return quiet_house.database("forum")


@pytest.fixture
def topology(quiet_house: House) -> Topology:
    return quiet_house.services["forum"].topology(quiet_house.settings.namespace)


@pytest.fixture
def connection(settings: Settings) -> Iterator[Connection]:
    with Connection(settings.amqp_url, "tests") as connection:
        yield connection


def in_stream(settings: Settings, topology: Topology) -> list[tuple[str, int]]:
    """(aggregate, sequence) of every event of these tests in the stream, in order."""
    with Connection(settings.amqp_url, "tests stream") as connection:
        deliveries = Deliveries(connection, topology.stream, prefetch=1000, arguments={"x-stream-offset": "first"})
        taken = [one.headers for one in deliveries.take(1000, patience=1, linger=0.3)]
    mine = [one for one in taken if one["cloudEvents_type"] == HAPPENED.type]
    return [(one["cloudEvents_partitionkey"], int(one["cloudEvents_sequence"])) for one in mine]


def test_what_is_unsent_reaches_the_stream_and_is_marked(
    settings: Settings, database: Database, topology: Topology, connection: Connection
) -> None:
    tell(database, "a", 1, 2, 3)
    assert Relay(database, Publisher(connection), topology, still_ours=lambda: True).drain() == 3
    assert unsent(database) == []
    assert in_stream(settings, topology) == [("a", 1), ("a", 2), ("a", 3)]


def test_rows_written_out_of_order_leave_in_order(
    settings: Settings, database: Database, topology: Topology, connection: Connection
) -> None:
    for sequence in (3, 1, 2):
        tell(database, "a", sequence)
    Relay(database, Publisher(connection), topology, still_ours=lambda: True).drain()
    assert in_stream(settings, topology) == [("a", 1), ("a", 2), ("a", 3)]


@dataclass
class Unwilling:
    """A publisher that answers as told, once for each entry of `answers`, then passes on to the real one."""

    real: Publisher
    answers: list[Callable[[list[Message]], Outcome]]
    windows: list[list[str]] = field(default_factory=list)

    def send(self, messages: list[Message], meanwhile: Any = None) -> Outcome:
        self.windows.append([message.id for message in messages])
        return self.answers.pop(0)(messages) if self.answers else self.real.send(messages)


def refuses(messages: list[Message]) -> Outcome:
    return Outcome(refused={message.id for message in messages})


def test_a_refused_message_is_sent_again_and_its_successors_wait_for_it(
    settings: Settings, database: Database, topology: Topology, connection: Connection
) -> None:
    tell(database, "a", 1, 2)
    tell(database, "b", 1)
    unwilling = Unwilling(Publisher(connection), [refuses])
    relay = Relay(database, unwilling, topology, still_ours=lambda: True)  # type: ignore[arg-type]
    assert relay.drain() == 0
    assert len(unwilling.windows) == 1, "version 2 must not leave while version 1 came back"
    eventually(lambda: drained(relay, database))
    assert unsent(database) == []
    assert [one for one in in_stream(settings, topology) if one[0] == "a"] == [("a", 1), ("a", 2)]


def bound(topology: Topology) -> Topology:
    """With a queue that takes the private events of these tests."""
    queue = Queue(topology.inbox("enrolment"), {"x-queue-type": "quorum"})
    topology.queues, topology.bindings = [queue], [(queue.name, topology.private, HAPPENED.type)]
    return topology


def test_a_returned_message_is_not_taken_for_sent(
    settings: Settings, database: Database, connection: Connection
) -> None:
    nowhere = Topology(settings.namespace)
    nowhere.exchanges = [nowhere.private]
    connection.declare(nowhere)
    tell(database, "a", 1, private=True)
    relay = Relay(database, Publisher(connection), nowhere, still_ours=lambda: True)
    assert relay.drain() == 0
    assert unsent(database) == [1]
    connection.declare(bound(nowhere))
    eventually(relay.drain)
    assert unsent(database) == []


def test_what_was_private_is_forgotten_once_sent(
    database: Database, connection: Connection, settings: Settings
) -> None:
    somewhere = Topology(settings.namespace)
    somewhere.queues = [
        Queue(f"{settings.namespace}.forum.dead", {"x-queue-type": "quorum", "x-delivery-limit": 10**9})
    ]
    somewhere.bindings = [(somewhere.queues[0].name, somewhere.private, HAPPENED.type)]
    connection.declare(somewhere)
    tell(database, "address", 1, private=True)
    Relay(database, Publisher(connection), somewhere, still_ours=lambda: True).drain()
    assert database[outbox.COLLECTION].count_documents({}) == 0


def test_a_version_whose_predecessor_the_window_missed_waits_for_it(
    settings: Settings, database: Database, topology: Topology, connection: Connection, monkeypatch: Any
) -> None:
    monkeypatch.setattr("kit.relay.READ", 2)
    monkeypatch.setattr("kit.relay.WINDOW", 2)
    for sequence in (4, 3, 2, 1):
        tell(database, "a", sequence)
    Relay(database, Publisher(connection), topology, still_ours=lambda: True).drain()
    assert in_stream(settings, topology) == [("a", 1), ("a", 2), ("a", 3), ("a", 4)]


def test_the_doorbell_rings_when_an_event_is_written(database: Database) -> None:
    doorbell = Doorbell(database, outbox.COLLECTION)
    doorbell.wait(5)  # it rings once by itself, when it begins to listen
    rung = threading.Event()
    waiting = threading.Thread(target=lambda: (doorbell.wait(10), rung.set()))
    waiting.start()
    tell(database, "a", 1)
    assert rung.wait(5)
    doorbell.close()


def test_only_one_of_two_holds_the_lease_and_the_other_follows(database: Database) -> None:
    first, second = Lease(database, "relay", "first"), Lease(database, "relay", "second")
    assert first.hold()
    assert not second.hold()
    first.release()
    eventually(second.hold, within=2)


def test_a_silent_holder_is_followed_in_time_and_finds_out(database: Database) -> None:
    first, second = Lease(database, "relay", "first"), Lease(database, "relay", "second")
    assert first.hold()
    with happens(second.hold, within=PATIENCE + 1.5):
        pass
    eventually(lambda: not first.hold(), within=2)


def test_two_relays_send_each_event_once_while_both_live(house: House, settings: Settings, topology: Topology) -> None:
    with another_relay(house):
        for aggregate in range(20):
            tell(house.database("forum"), f"thing-{aggregate}", 1, 2)
        eventually(lambda: not unsent(house.database("forum")))
    assert sorted(in_stream(settings, topology)) == sorted(
        (f"thing-{aggregate}", sequence) for aggregate in range(20) for sequence in (1, 2)
    )


@contextmanager
def another_relay(house: House) -> Iterator[None]:
    stopping = threading.Event()
    second = threading.Thread(target=processes.run_relay, args=(house.services["forum"], house.settings, stopping))
    second.start()
    yield
    stopping.set()
    second.join(10)


def test_ids_grow_with_time() -> None:
    ids = [new_id() for _ in range(1000)]
    assert ids == sorted(ids)
