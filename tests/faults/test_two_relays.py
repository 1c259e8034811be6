"""Two relays of one service at once: one leads, and when it is killed the other leads within five seconds."""

import pytest
from kit.testing import eventually

from .books import longest_gap
from .house import House
from .trial import Trial

pytestmark = pytest.mark.serial
FAILOVER = 5.0


def test_the_second_relay_takes_over(house: House, trial: Trial) -> None:
    house.start_another("forum-relay")
    with trial("two relays, leader kill -9") as load:
        load.goes_on()
        leader = house.leading_relay("forum")
        assert leader
        house.processes.kill(leader)
        eventually(lambda: house.leading_relay("forum") not in (None, leader), within=2 * FAILOVER)
        load.goes_on()
    assert longest_gap(trial.books.relayed_at()) < FAILOVER


def test_two_relays_that_both_believe_to_lead(house: House, trial: Trial) -> None:
    """As for the instant in which a slow leader does not know yet that it was replaced: here, all the time."""
    house.start_another("forum-relay", "always_leads")
    with trial("two relays, both lead") as load:
        load.goes_on(100)
