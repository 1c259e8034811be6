"""Servers that stand still without dying (SIGSTOP), that take nothing (alarms), and what piles up meanwhile."""

import os
import signal
import time

import pytest
from kit import status
from kit.lateness import SILENT
from kit.testing import eventually

from .house import House
from .trial import Trial, long, pause

pytestmark = pytest.mark.serial
AS_CONFIGURED = "0.4"


@pytest.mark.parametrize("seconds", [2, pytest.param(60, marks=[long, pytest.mark.timeout(400)])])
@pytest.mark.parametrize("server", ["rabbitmq", "mongo"])
def test_a_server_stands_still(house: House, trial: Trial, server: str, seconds: int) -> None:
    pid = getattr(house, server).pid
    with trial(f"{server} stopped for {seconds} s", within=seconds + 30) as load:
        load.goes_on()
        with load.fault():
            os.kill(pid, signal.SIGSTOP)
            try:
                pause(seconds)
            finally:
                os.kill(pid, signal.SIGCONT)
        load.goes_on()


def test_a_worker_hangs_and_the_age_of_what_it_was_given_grows_in_sight(house: House, trial: Trial) -> None:
    """It holds what the broker gave it, which no queue counts; whoever looks at the house sees for how long."""

    def late() -> float:
        return status.look(house.settings, ["notifications"])["services"]["notifications"]["late_seconds"]

    pid = house.processes.pid("notifications-worker")
    assert pid is not None
    with trial("notifications-worker stopped for 12 s", within=60) as load:
        load.goes_on()
        with load.fault():
            os.kill(pid, signal.SIGSTOP)
            try:
                load.goes_on()
                eventually(lambda: late() > SILENT, within=30)
            finally:
                os.kill(pid, signal.SIGCONT)
        load.goes_on()
    eventually(lambda: late() == 0, within=15)


def test_the_brokers_memory_is_full(house: House, trial: Trial) -> None:
    """Posts are accepted while the broker takes nothing, and leave once it does again."""
    with trial("memory alarm on broker") as load:
        load.goes_on()
        with load.fault():
            house.rabbitmq.ctl("set_vm_memory_high_watermark", "0")
            try:
                load.goes_on(75)
                held_back = house.database("forum")["outbox"].count_documents({"unsent": True})
            finally:
                house.rabbitmq.ctl("set_vm_memory_high_watermark", AS_CONFIGURED)
        load.goes_on()
    assert held_back >= 50, "the alarm held nothing back"


@pytest.mark.parametrize("seconds", [4, pytest.param(60, marks=[long, pytest.mark.timeout(400)])])
def test_the_outbox_fills_while_the_broker_is_away(house: House, trial: Trial, seconds: int) -> None:
    """A minute at fifty posts a second, where the machine carries so many: what it accepted says how many it did."""
    with trial(f"broker away for {seconds} s, outbox fills", within=seconds + 60, per_second=50) as load:
        load.goes_on()
        house.rabbitmq.settle()
        accepted = len(load.accepted)
        with load.fault():
            house.rabbitmq.kill()
            pause(seconds)
            accepted = len(load.accepted) - accepted
            waiting = house.database("forum")["outbox"].count_documents({"unsent": True})
            house.rabbitmq.start()
        load.goes_on()
    print(f"{accepted} accepted and {waiting} waiting after {seconds} s")
    assert waiting >= accepted * 0.9
    assert accepted >= 10 * seconds


@pytest.mark.timeout(400)
@long
def test_the_database_is_away_for_a_minute(house: House, trial: Trial) -> None:
    with trial("database away for 60 s", within=90) as load:
        load.goes_on()
        with load.fault():
            house.mongo.kill()
            pause(60)
            house.mongo.start()
        load.goes_on()


@pytest.mark.parametrize("behind", [3_000, pytest.param(100_000, marks=[long, pytest.mark.timeout(900)])])
def test_a_worker_comes_back_to_a_backlog(house: House, trial: Trial, behind: int) -> None:
    """Each message is there many times over: all are taken, and each takes effect once."""
    with trial(f"{behind:,} messages behind", within=300 if behind > 10_000 else 30) as load:
        load.goes_on()
        known = trial.books.raw_stream()
        house.terminate("notifications-worker")
        for _ in range(behind // len(known) + 1):
            house.publish(known)
        house.processes.restart("notifications-worker")
        began = time.monotonic()
        inbox = house.topology.inbox("notifications")
        with house.connection() as connection:
            eventually(lambda: connection.look_at(inbox)[0] == 0, within=300)
        load.goes_on()
        took = time.monotonic() - began
    print(f"{behind} messages drained in {took:.1f} s, {behind / took:.0f} a second")


@pytest.mark.parametrize("name", ["forum-web", "forum-relay", "notifications-worker"])
def test_a_clock_is_an_hour_off(house: House, trial: Trial, name: str) -> None:
    with trial(f"{name} an hour ahead", marks=not name.endswith("-worker")) as load:
        load.goes_on(25)
        house.start_tampered(name, "an_hour_ahead")
        load.goes_on()
        house.processes.stop(name)
        house.processes.start(*house.tasks[name])
        load.goes_on(25)
