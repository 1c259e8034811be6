"""Least rights at the broker: a service tells its own facts and reads its own inbox; whoever tries more is refused."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from kit.broker import BrokerAway, BrokerRefuses, Connection, Deliveries, Message, Publisher, connected
from kit.event import new_id
from kit.service import load
from kit.testing import eventually
from kit.topology import Queue, Topology

from .conftest import Secured

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
POSTED = "org.bascule.forum.post.published.v1"
ENROLLED = "org.bascule.enrolment.learner.enrolled.v1"
pytestmark = pytest.mark.xdist_group("rights")  # its servers start once


def refused(deed: Callable[[], object]) -> bool:
    try:
        deed()
    except (BrokerRefuses, BrokerAway) as error:
        return "ACCESS_REFUSED" in str(error)
    return False


def tell(secured: Secured, user: str, exchange: str, key: str) -> bool:
    with Connection(secured.amqp(user), "tests") as connection:
        outcome = Publisher(connection).send([Message(new_id(), exchange, key, {}, b"{}")])
    return bool(outcome.confirmed)


def read(secured: Secured, user: str, queue: str) -> None:
    arguments = {"x-stream-offset": "first"} if queue.endswith("stream") else None
    with Connection(secured.amqp(user), "tests") as connection:
        Deliveries(connection, queue, 10, arguments).take(1, patience=0.2)


def test_a_service_tells_its_own_facts_reads_its_own_inbox_and_parks_on_its_own_shelf(secured: Secured) -> None:
    connected(secured.amqp("forum"), "tests", load("forum").topology("bascule")).close()
    assert tell(secured, "forum", "bascule.events", POSTED)
    assert tell(secured, "forum", "bascule.parked", "forum.dead")
    read(secured, "forum", "forum.inbox")


def test_a_service_is_refused_whatever_belongs_to_others(secured: Secured) -> None:
    forged = [("bascule.events", ENROLLED), ("bascule.private", "org.bascule.enrolment.address.changed.v1")]
    shelves = [("bascule.parked", "reporting.dead"), ("", "notifications.inbox"), ("amq.topic", POSTED)]
    for exchange, key in forged + shelves:
        assert refused(lambda exchange=exchange, key=key: tell(secured, "forum", exchange, key)), (exchange, key)
    for queue in ("notifications.inbox", "reporting.dead", "bascule.stream"):
        assert refused(lambda queue=queue: read(secured, "forum", queue)), queue


@pytest.mark.parametrize("user", ["forum", "gateway"])
def test_only_the_operator_makes_anything(secured: Secured, user: str) -> None:
    wanted = Topology("bascule", queues=[Queue("forum.more", {"x-queue-type": "quorum"})])
    with Connection(secured.amqp(user), "tests") as connection:
        assert refused(lambda: connection.declare(wanted))


@pytest.mark.parametrize("user", ["gateway", "readers"])
def test_who_reads_the_stream_reads_nothing_else_and_tells_nothing(secured: Secured, user: str) -> None:
    read(secured, user, "bascule.stream")
    assert refused(lambda: read(secured, user, "forum.inbox"))
    assert refused(lambda: tell(secured, user, "bascule.events", POSTED))


def test_a_wrong_password_or_an_unknown_certificate_is_refused_in_a_sentence(secured: Secured) -> None:
    with pytest.raises(BrokerRefuses, match="refuses the user or the password"):
        Connection(secured.amqp("forum", "wrong"), "tests")
    untrusting = secured.amqp("forum").partition("?")[0]
    with pytest.raises(BrokerAway, match="certificate verify failed"):
        Connection(untrusting, "tests")


def test_definitions_hold_no_password_and_name_every_user_once(secured: Secured) -> None:
    definitions = json.loads((secured.folder / "secrets/broker/definitions.json").read_text())
    names = [one["name"] for one in definitions["users"]]
    assert len(names) == len(set(names)) == len(definitions["permissions"])
    assert all("password" not in one for one in definitions["users"])


class Reading:
    """The documented consumer, as a process of its own with the rights of `readers`."""

    def __init__(self, secured: Secured, file: Path) -> None:
        self._file = file
        command = [sys.executable, EXAMPLES / "stream.py", secured.amqp("readers"), "bascule.stream", file]
        self.process = subprocess.Popen([str(one) for one in command])

    def ids(self) -> list[str]:
        lines = self._file.read_text("utf-8").splitlines() if self._file.exists() else []
        return [told["id"] for told in map(json.loads, lines) if "id" in told]  # others tell raw messages


def test_the_documented_consumer_needs_no_other_right(secured: Secured, tmp_path: Path) -> None:
    for _ in range(2):  # killed and started again, it goes on where it was
        told = new_id()
        with Connection(secured.amqp("forum"), "tests") as connection:
            message = Message(told, "bascule.events", POSTED, {"cloudEvents_id": told}, b"{}")
            assert Publisher(connection).send([message]).confirmed
        reading = Reading(secured, tmp_path / "events.ndjson")
        try:
            eventually(lambda told=told, reading=reading: told in reading.ids())
        finally:
            reading.process.kill()
            reading.process.wait()
    assert len(reading.ids()) == len(set(reading.ids()))
