"""kit/outbox → kit/relay → RabbitMQ: all that is unsent leaves, in order per aggregate."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from kit import outbox
from kit.broker import Connection, Message, Outcome, Publisher, Window
from kit.event import new_id
from kit.relay import Relay
from kit.settings import Settings
from kit.testing import House, eventually
from kit.topology import Queue, Topology
from pymongo.database import Database

from tests.flow.telling import HAPPENED, in_stream, tell, unsent


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
    """A publisher that answers one window for each entry of `refusals`, refusing those messages; then it obeys."""

    real: Publisher
    refusals: list[Callable[[Message], bool]]
    windows: list[list[str]] = field(default_factory=list)

    def begin(self, messages: list[Message]) -> Window:
        self.windows.append([message.id for message in messages])
        refuses = self.refusals.pop(0) if self.refusals else lambda _: False
        window = self.real.begin([one for one in messages if not refuses(one)])
        window.settled.wait(5)
        window.outcome.refused |= {one.id for one in messages if refuses(one)}
        return window

    def finish(self, window: Window, meanwhile: Any = None) -> Outcome:
        return self.real.finish(window)


def of(aggregate: str) -> Callable[[Message], bool]:
    return lambda message: message.headers["cloudEvents_partitionkey"] == aggregate


def anything(_: Message) -> bool:
    return True


def test_a_refused_message_is_sent_again_and_its_successors_wait_for_it(
    settings: Settings, database: Database, topology: Topology, connection: Connection
) -> None:
    tell(database, "a", 1, 2)
    tell(database, "b", 1)
    unwilling = Unwilling(Publisher(connection), [anything])
    relay = Relay(database, unwilling, topology, still_ours=lambda: True)  # type: ignore[arg-type]
    assert relay.drain() == 0
    assert len(unwilling.windows) == 1, "version 2 must not leave while version 1 came back"
    eventually(lambda: drained(relay, database))
    assert unsent(database) == []
    assert [one for one in in_stream(settings, topology) if one[0] == "a"] == [("a", 1), ("a", 2)]


def test_a_successor_waits_for_the_refused_though_others_go_on(
    settings: Settings, database: Database, topology: Topology, connection: Connection
) -> None:
    tell(database, "a", 1, 2, 3)
    tell(database, "b", 1, 2, 3)
    unwilling = Unwilling(Publisher(connection), [of("a")])
    relay = Relay(database, unwilling, topology, still_ours=lambda: True)  # type: ignore[arg-type]
    assert relay.drain() == 3, "all of b, and nothing of a"
    assert unsent(database) == [1, 2, 3]
    eventually(lambda: drained(relay, database))
    assert [one for one in in_stream(settings, topology) if one[0] == "a"] == [("a", 1), ("a", 2), ("a", 3)]


def test_many_windows_under_way_keep_each_aggregate_in_order(
    settings: Settings, database: Database, topology: Topology, connection: Connection, monkeypatch: Any
) -> None:
    monkeypatch.setattr("kit.relay.WINDOW", 3)
    for aggregate in "abcdefgh":
        tell(database, aggregate, *range(1, 6))
    assert Relay(database, Publisher(connection), topology, still_ours=lambda: True).drain() == 40
    told = in_stream(settings, topology)
    for aggregate in "abcdefgh":
        assert [n for name, n in told if name == aggregate] == [1, 2, 3, 4, 5]


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


def test_ids_grow_with_time() -> None:
    ids = [new_id() for _ in range(1000)]
    assert ids == sorted(ids)
