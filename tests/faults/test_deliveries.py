"""What the broker may do to a consumer: deliver twice, and out of order, to two workers at once."""

import random

import pytest
from kit.broker import Message
from kit.event import to_headers

from .house import SERVICES, House
from .trial import Trial

pytestmark = pytest.mark.serial


@pytest.fixture
def two_workers(house: House) -> None:
    for name in SERVICES[1:]:
        house.start_another(f"{name}-worker")


@pytest.mark.usefixtures("two_workers")
def test_every_event_is_delivered_again(house: House, trial: Trial) -> None:
    with trial("delivered twice") as load:
        load.goes_on()
        again = trial.books.raw_stream()
        house.publish(again)
        load.goes_on()
        house.publish(again)
    assert len(again) >= 50


@pytest.mark.usefixtures("two_workers")
def test_events_arrive_shuffled_and_then_again_in_order(house: House, trial: Trial) -> None:
    """The relay stands still while its rows go out in the worst of orders; then it sends them all itself."""
    with trial("out of order", ordered=False) as load:
        house.terminate("forum-relay")
        load.goes_on(100)
        house.publish(shuffled(house))
        load.goes_on()
        house.processes.restart("forum-relay")


def shuffled(house: House) -> list[Message]:
    rows = list(house.database("forum")["outbox"].find({"unsent": True}))
    random.Random(7).shuffle(rows)
    assert len({row["aggregate"] for row in rows}) > 1
    return [house.message(row["type"], to_headers(row), row["data"]) for row in rows]
