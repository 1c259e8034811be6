"""Pushing: in order, signed, again after a failure, and what cannot be delivered waits for its consumer alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from kit.settings import Settings
from kit.testing import House
from reporting.push import deliver, sending
from standardwebhooks import Webhook

from .conftest import COURSE, Caller, Teller, as_role
from .receiver import Receiver, receiver


@pytest.fixture
def hook() -> Iterator[tuple[Receiver, str]]:
    with receiver() as started:
        yield started


class Consumer:
    """A consumer of a reporter's, with somewhere to send to."""

    def __init__(self, house: House, url: str, **more: Any) -> None:
        self.house, self.reporter = house, as_role(house, "reporter", "rita")
        scope = {name: more.pop(name) for name in ("types",) if name in more}
        self.id = self.reporter.post(f"/courses/{COURSE}/consumers", name="Tableau", **scope).json["id"]
        answer = self.reporter.put(f"/consumers/{self.id}/destination", url=url, **more)
        assert answer.status_code == 200, answer.json
        self.secret = answer.json["secret"]

    def is_served(self) -> None:
        """Whatever pause was left is over, and the relay has its turn."""
        now = {"$set": {"destination.due": datetime.now(UTC)}}
        self.house.database("reporting")["consumers"].update_one({"_id": self.id}, now)
        deliver(self.house.database("reporting"), self.house.settings)

    @property
    def destination(self) -> dict[str, Any]:
        items = self.reporter.get(f"/courses/{COURSE}/consumers").json["items"]
        return next(one["destination"] for one in items if one["id"] == self.id)

    def undelivered(self) -> list[dict[str, Any]]:
        return self.reporter.get(f"/consumers/{self.id}/undelivered").json["items"]


def test_events_are_pushed_in_order_and_signed(teller: Teller, hook: tuple[Receiver, str]) -> None:
    got, url = hook
    consumer = Consumer(teller.house, f"{url}/in")
    told = [teller.enrols(person).id for person in ("anna", "boris")]
    consumer.is_served()
    assert [one["id"] for one in got.events] == told
    headers, body = got.got[0]
    assert headers["Content-Type"].startswith("application/cloudevents+json")
    assert Webhook(consumer.secret).verify(body, headers)["specversion"] == "1.0"
    consumer.is_served()
    assert len(got.events) == 2, "once is enough"


def test_a_batch_is_one_request(teller: Teller, hook: tuple[Receiver, str]) -> None:
    got, url = hook
    consumer = Consumer(teller.house, url, mode="batched")
    teller.takes(*(teller.event("forum.post.published", f"d{n}", discussion=f"d{n}") for n in range(150)))
    consumer.is_served()
    assert [len(Webhook(consumer.secret).verify(body, headers)) for headers, body in got.got] == [100, 50]
    assert got.got[0][0]["Content-Type"].startswith("application/cloudevents-batch+json")


def test_only_its_courses_and_types_are_pushed(teller: Teller, hook: tuple[Receiver, str]) -> None:
    got, url = hook
    consumer = Consumer(teller.house, url, types=["forum.post.published"])
    teller.enrols("anna")
    teller.tell("forum.post.published", "d9", course="another-course")
    post = teller.posts("anna", "d1")
    consumer.is_served()
    assert [one["id"] for one in got.events] == [post.id]


def test_from_the_start_or_from_now(teller: Teller, hook: tuple[Receiver, str]) -> None:
    got, url = hook
    before = teller.enrols("anna")
    Consumer(teller.house, f"{url}/now").is_served()
    assert got.events == []
    Consumer(teller.house, f"{url}/all", from_start=True).is_served()
    assert [one["id"] for one in got.events] == [before.id]


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


def test_an_address_that_only_we_can_reach_is_refused_when_it_is_given(teller: Teller, settings: Settings) -> None:
    made = as_role(teller.house, "reporter").post(f"/courses/{COURSE}/consumers", name="x").json
    with House(replace(settings, private_targets=False), ["reporting"], teller.house.signer) as strict:
        answer = as_role(strict, "reporter").put(f"/consumers/{made['id']}/destination", url="https://10.0.0.8/in")
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["url"])


def test_a_name_that_points_inside_later_is_refused_when_it_is_used(teller: Teller, hook: tuple[Receiver, str]) -> None:
    got, url = hook
    consumer = Consumer(teller.house, url)
    teller.enrols("anna")
    strict = replace(teller.house.settings, private_targets=False)
    deliver(teller.database, strict)
    assert got.events == []
    assert consumer.destination["attempts"] == 1


def test_a_revoked_consumer_is_sent_nothing(teller: Teller, hook: tuple[Receiver, str]) -> None:
    got, url = hook
    consumer = Consumer(teller.house, url)
    assert consumer.reporter.delete(f"/consumers/{consumer.id}").status_code == 204
    teller.enrols("anna")
    consumer.is_served()
    assert got.events == []
    assert consumer.reporter.put(f"/consumers/{consumer.id}/destination", url=url).status_code == 409


def test_secrets_are_shown_once(teller: Teller, hook: tuple[Receiver, str]) -> None:
    consumer = Consumer(teller.house, hook[1], kind="xapi", username="lrs", password="hush-hush")
    listed = consumer.reporter.get(f"/courses/{COURSE}/consumers").text
    assert "hush-hush" not in listed
    assert consumer.secret not in listed


def test_statements_reach_a_learning_record_store(teller: Teller, hook: tuple[Receiver, str]) -> None:
    got, url = hook
    consumer = Consumer(teller.house, f"{url}/xapi", kind="xapi", username="key", password="secret")
    teller.opens("anna", "d1")
    teller.tell("enrolment.session.attended", "s1/anna", session="s1", learner="anna", how="later")
    teller.tell("enrolment.stage.opened", "stage-1", stage="stage-1")
    consumer.is_served()
    assert got.paths == ["/xapi/statements"]
    headers, _ = got.got[0]
    assert (headers["X-Experience-API-Version"], headers["Authorization"]) == ("1.0.3", "Basic a2V5OnNlY3JldA==")
    said = [(one["verb"]["id"].rpartition("/")[2], one["object"]["definition"]["type"]) for one in got.events]
    assert [verb for verb, _ in said] == ["created", "created", "viewed"]
    assert got.events[0]["actor"]["account"]["name"] == "anna"


def test_only_who_runs_its_courses_touches_a_consumer(teller: Teller, hook: tuple[Receiver, str]) -> None:
    consumer = Consumer(teller.house, hook[1])
    stranger = as_role(teller.house, "reporter", course="another-course")
    for answer in (
        stranger.delete(f"/consumers/{consumer.id}"),
        stranger.put(f"/consumers/{consumer.id}/destination", url=hook[1]),
        stranger.get(f"/consumers/{consumer.id}/undelivered"),
        stranger.post(f"/consumers/{consumer.id}/undelivered/resend"),
    ):
        assert answer.status_code == 403
    assert Caller(teller.house).delete(f"/consumers/{consumer.id}").status_code == 401
