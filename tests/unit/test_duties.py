"""When a relay does its duties: by the clock, and those that wait for news as soon as something left the outbox."""

import threading
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from kit.processes import _DutyThread
from kit.service import Duty
from kit.testing import eventually

NEVER = 600.0


@pytest.fixture
def begin():
    """Start a duty of a relay that leads; yields what makes it count its runs."""
    stopping, leads = threading.Event(), SimpleNamespace(held=True)

    def start(every: float = NEVER, by_clock: bool = False) -> tuple[Callable[[], None], list[int]]:
        runs: list[int] = []
        duty = Duty("count", lambda *_: runs.append(1), every, by_clock)
        return _DutyThread(duty, None, None, leads, stopping).wake, runs

    yield start
    stopping.set()


def test_a_duty_runs_when_something_left_the_outbox_but_one_by_the_clock_does_not(begin) -> None:
    wake_the_patient, patient = begin(by_clock=True)
    wake_the_eager, eager = begin()
    wake_the_patient()
    wake_the_eager()
    eventually(lambda: eager, within=5)
    assert patient == []


def test_a_duty_by_the_clock_runs_when_it_is_time_again_and_again(begin) -> None:
    _, runs = begin(every=0.02, by_clock=True)
    eventually(lambda: len(runs) >= 3, within=5)
