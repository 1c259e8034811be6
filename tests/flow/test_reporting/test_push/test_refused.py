"""Where nothing is pushed: inside addresses, revoked consumers, those of others; and secrets, shown once."""

from dataclasses import replace

from kit.settings import Settings
from kit.testing import House
from reporting.push import deliver

from ..conftest import COURSE, Caller, Teller, as_role
from ..receiver import Receiver
from .conftest import Consumer


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
