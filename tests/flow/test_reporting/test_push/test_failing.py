"""What cannot be delivered: tried again after a pause, then kept for its consumer alone; nobody else waits."""

from typing import Any

import httpx
import pytest
from reporting.push import deliver, sending

from ..conftest import Teller
from ..receiver import Receiver
from .conftest import Consumer


@pytest.mark.parametrize("status", [500, 503, 404, 301, 307])
def test_what_fails_is_tried_again_later(teller: Teller, hook: tuple[Receiver, str], status: int) -> None:
    got, url = hook
    consumer = Consumer(teller.house, url)
    told = [teller.enrols(person).id for person in ("anna", "boris")]
    got.answers = [status]
    consumer.is_served()
    assert got.events == []
    failing = consumer.destination
    assert (failing["attempts"], str(status) in failing["failing"]) == (1, True)
    deliver(teller.database, teller.house.settings)
    assert got.events == [], "not before its pause is over"
    consumer.is_served()
    assert [one["id"] for one in got.events] == told
    assert "/elsewhere" not in got.paths, "no redirect is followed"
    assert consumer.destination["failing"] is None


def test_who_hangs_is_not_waited_for(teller: Teller, hook: tuple[Receiver, str], monkeypatch: Any) -> None:
    got, url = hook
    monkeypatch.setattr(sending, "PATIENCE", httpx.Timeout(0.3))
    consumer = Consumer(teller.house, url)
    teller.enrols("anna")
    got.hangs = True
    consumer.is_served()
    assert "no answer" in consumer.destination["failing"]


def test_one_who_fails_keeps_nobody_waiting(teller: Teller, hook: tuple[Receiver, str]) -> None:
    got, url = hook
    failing = Consumer(teller.house, "http://127.0.0.1:9/closed")
    well = Consumer(teller.house, url)
    told = teller.enrols("anna")
    well.is_served()
    assert [one["id"] for one in got.events] == [told.id]
    assert failing.destination["attempts"] == 1


def test_what_is_given_up_waits_and_is_sent_again_to_that_consumer_only(
    teller: Teller, hook: tuple[Receiver, str], monkeypatch: Any
) -> None:
    got, url = hook
    monkeypatch.setattr("reporting.push.delivery.ATTEMPTS", 2)
    consumer, other = Consumer(teller.house, f"{url}/one"), Consumer(teller.house, f"{url}/two")
    other.is_served()
    first = teller.enrols("anna")
    got.answers = [500, 500, 500, 500]
    for _ in range(2):
        consumer.is_served()
        other.is_served()
    got.answers = []
    assert [one["event"] for one in consumer.undelivered()] == [first.id]
    second = teller.enrols("boris")
    consumer.is_served()
    assert second.id in [one["id"] for one in got.events]
    got.got.clear()
    got.paths.clear()
    answer = consumer.reporter.post(f"/consumers/{consumer.id}/undelivered/resend")
    assert (answer.status_code, answer.json) == (202, {"resent": 1})
    consumer.is_served()
    assert ([one["id"] for one in got.events], got.paths) == ([first.id], ["/one"])
    assert consumer.undelivered() == []
    assert [one["event"] for one in other.undelivered()] == [first.id]


def test_who_dies_before_noting_it_sends_again(teller: Teller, hook: tuple[Receiver, str], monkeypatch: Any) -> None:
    got, url = hook
    consumer = Consumer(teller.house, url)
    told = teller.enrols("anna")

    def dies(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("reporting.push.delivery._note", dies)
        with pytest.raises(KeyboardInterrupt):
            consumer.is_served()
    consumer.is_served()
    assert [one["id"] for one in got.events] == [told.id, told.id], "at least once"
