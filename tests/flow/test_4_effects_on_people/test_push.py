"""Web push: to browsers that asked for it, encrypted and signed, and to no address that is not a push service."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from kit.testing import House
from notifications.post_office import send_what_is_unsent

from ..conftest import COURSE, Actor
from .parts import database, know, posted, take
from .push_service import Browser, push_service

SUBSCRIPTIONS = "/api/notifications/push/subscriptions"


@pytest.fixture
def browser(office: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    with push_service() as here:
        monkeypatch.setitem(office.settings.options, "push_hosts", here.endpoint.split("/")[2])
        yield here


def subscribe(actor: Actor, browser: Browser) -> str:
    answer = actor.at("notifications").post(SUBSCRIPTIONS, json=browser.subscription())
    assert answer.status_code == 201, answer.json
    return answer.json["id"]


def answered(office: House) -> None:
    know(office)
    know(office, "boris", name="Boris Démo")
    take(office, posted(2, "anna"), posted(3, "boris"))


def send(office: House) -> dict[str, str]:
    """What became of each push."""
    send_what_is_unsent(database(office), replace(office.settings, smtp_url="maildir:///dev/null/none"))
    return {one["_id"]: one.get("outcome", "") for one in database(office)["mails"].find({"channel": "push"})}


@pytest.fixture(autouse=True)
def _only_pushes(office: House, anna: Actor) -> None:
    wish = {"channels": {"answer": {"mail": "never", "push": True}}}
    anna.at("notifications").put("/api/notifications/preferences", json=wish)


def test_a_browser_hears_what_happened(office: House, anna: Actor, browser: Browser) -> None:
    subscribe(anna, browser)
    answered(office)
    assert list(send(office).values()) == ["sent"]
    (heard,) = browser.heard
    assert heard["title"] == "Une réponse pour vous : Bonjour"
    assert heard["body"] == "Boris Démo vient de vous répondre dans la discussion « Bonjour »."
    assert heard["url"] == "https://demo.example/discussions/d?via=push"
    assert browser.signed == [True]


def test_the_key_that_browsers_get_is_a_point(office: House, anna: Actor) -> None:
    key = anna.at("notifications").get("/api/notifications/push/key").json["key"]
    assert len(key) == 87
    assert key.startswith("B"), "uncompressed, 65 bytes"


def test_what_was_seen_is_not_pushed(office: House, anna: Actor, browser: Browser) -> None:
    subscribe(anna, browser)
    answered(office)
    anna.at("notifications").post("/api/notifications/bells/read", json={"course": COURSE, "all": True})
    assert list(send(office).values()) == ["cancelled"]
    assert browser.heard == []


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(office: House, anna: Actor, browser: Browser, status: int) -> None:
    subscribe(anna, browser)
    browser.status = status
    answered(office)
    assert list(send(office).values()) == ["refused"]
    assert anna.at("notifications").get(SUBSCRIPTIONS).json["items"] == []


def test_a_service_that_is_busy_is_asked_again(office: House, anna: Actor, browser: Browser) -> None:
    subscribe(anna, browser)
    browser.status = 503
    answered(office)
    assert list(send(office).values()) == [""]
    browser.status = 201
    assert list(send(office).values()) == ["sent"]


def test_who_gave_it_up_hears_no_more(office: House, anna: Actor, boris: Actor, browser: Browser) -> None:
    identity = subscribe(anna, browser)
    boris.at("notifications").delete(f"{SUBSCRIPTIONS}/{identity}")
    assert len(anna.at("notifications").get(SUBSCRIPTIONS).json["items"]) == 1, "of others, nothing is given up"
    assert anna.at("notifications").delete(f"{SUBSCRIPTIONS}/{identity}").status_code == 204
    answered(office)
    assert send(office) == {}


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://127.0.0.1:22/",
        "https://localhost/push",
        "https://169.254.169.254/latest/meta-data",
        "https://fcm.googleapis.com.evil.example/x",
        "https://fcm.googleapis.com:8443/x",
        "https://user@fcm.googleapis.com/x",
        "http://fcm.googleapis.com/x",
        "file:///etc/passwd",
    ],
)
def test_nobody_is_called_but_push_services(office: House, anna: Actor, browser: Browser, endpoint: str) -> None:
    asked: dict[str, Any] = browser.subscription() | {"endpoint": endpoint}
    answer = anna.at("notifications").post(SUBSCRIPTIONS, json=asked)
    assert answer.status_code == 422
    assert "endpoint" in answer.json["errors"]
    assert database(office)["subscriptions"].count_documents({}) == 0


@pytest.mark.parametrize(
    "endpoint", ["https://fcm.googleapis.com/fcm/send/x", "https://wns2-par02p.notify.windows.com/w"]
)
def test_known_push_services_are_taken(anna: Actor, browser: Browser, endpoint: str) -> None:
    asked = browser.subscription() | {"endpoint": endpoint}
    assert anna.at("notifications").post(SUBSCRIPTIONS, json=asked).status_code == 201
