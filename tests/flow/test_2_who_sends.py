"""kit/lease and kit/doorbell: one relay at a time carries the outbox, and it hears of what joins it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from kit import outbox, processes
from kit.doorbell import Doorbell
from kit.lease import PATIENCE, Lease
from kit.settings import Settings
from kit.testing import House, eventually, happens
from kit.topology import Topology
from pymongo.database import Database

from tests.flow.telling import in_stream, tell, unsent


@pytest.fixture
def database(quiet_house: House) -> Database:
    return quiet_house.database("forum")


@pytest.fixture
def topology(quiet_house: House) -> Topology:
    return quiet_house.services["forum"].topology(quiet_house.settings.namespace)


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
