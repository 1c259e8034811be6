"""Whatever the order, the batches and the repetitions in which events arrive, live views equal rebuilt views, and
everybody is told what concerns them exactly once.
"""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as effort
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test
from kit.unit_of_work import connect

from .course import CONNECTED
from .wire import AnyOrder


@pytest.fixture(autouse=True)
def _connected(mongo_url: str) -> Iterator[None]:
    CONNECTED[:] = [connect(mongo_url)]
    yield
    CONNECTED.pop().close()


def test_live_views_equal_rebuilt_views_in_any_order() -> None:
    careful = effort(
        max_examples=12,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.explicit, Phase.reuse, Phase.generate],
    )
    run_state_machine_as_test(AnyOrder, settings=careful)


@seed(2026)
@given(st.permutations(range(8)))
@effort(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_one_conversation_is_told_alike_in_any_order(order: list[int]) -> None:
    machine = AnyOrder()
    machine.somebody_opens_a_discussion("anna")
    for person in ("boris", "chloe", "anna", "boris", "dora", "chloe"):
        machine.somebody_answers(person, 0)
    waiting = machine.waiting["notifications"]
    for place in order:
        if place < len(waiting):
            machine.take("notifications", [waiting[place]])
    machine.teardown()
