"""kill -9 and SIGTERM, to each process in turn, in the middle of a load."""

import pytest

from .house import RUNNING, House
from .trial import Trial

pytestmark = pytest.mark.serial


@pytest.mark.parametrize("name", RUNNING)
def test_a_process_is_killed_and_started_again(house: House, trial: Trial, name: str) -> None:
    with trial(f"kill -9 {name}") as load:
        load.goes_on()
        house.kill_and_restart(name)
        load.goes_on()


@pytest.mark.parametrize("name", ["forum-relay", "notifications-worker", "reporting-worker"])
def test_a_process_asked_to_leave_leaves_in_time_and_in_order(house: House, trial: Trial, name: str) -> None:
    with trial(f"SIGTERM {name}") as load:
        load.goes_on()
        code, seconds = house.terminate(name)
        load.goes_on()
        house.processes.restart(name)
    assert (code, seconds < 10) == (0, True)
