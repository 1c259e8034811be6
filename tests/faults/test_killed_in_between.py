"""Killed at the worst of moments: done, but not yet said so; or begun, but not yet done."""

import pytest

from .house import House
from .trial import Trial

pytestmark = pytest.mark.serial


@pytest.mark.parametrize(
    ("name", "moment"),
    [
        ("forum-web", "between_commit_and_answer"),
        ("forum-relay", "between_confirm_and_mark"),
        ("notifications-relay", "between_confirm_and_mark"),
        ("notifications-worker", "between_commit_and_ack"),
        ("reporting-worker", "between_commit_and_ack"),
    ],
)
def test_a_process_is_killed_between_two_steps(house: House, trial: Trial, name: str, moment: str) -> None:
    with trial(f"{name} {moment.replace('_', ' ')}") as load:
        load.goes_on(25)
        house.start_tampered(name, moment)
        assert house.leaves_by_itself(name, within=20) == -9
        house.processes.start(*house.tasks[name])
        load.goes_on()


@pytest.mark.parametrize("name", ["forum-web", "notifications-worker", "reporting-worker"])
def test_a_process_is_killed_inside_its_transaction(house: House, trial: Trial, name: str) -> None:
    """What it had locked is free again soon, and not only when the server gives the transaction up after a minute."""
    with trial(f"{name} between write and commit") as load:
        load.goes_on(25)
        house.start_tampered(name, "between_write_and_commit")
        assert house.leaves_by_itself(name, within=20) == -9
        house.processes.start(*house.tasks[name])
        load.goes_on()
