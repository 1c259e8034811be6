"""Messages that cannot take effect, amid a load: parked with a reason while the others go on, settled by an operator.

What cannot be read is parked by every service that it reached; what makes a reaction fail, by the one whose it is.
"""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from kit.broker import Message
from kit.event import new_id, to_headers
from kit.testing import eventually

from .books import POST_PUBLISHED
from .house import SERVICES, House
from .trial import Trial

pytestmark = pytest.mark.serial
REACTING = SERVICES[1:]


def post(number: int, author: str, **more: Any) -> dict[str, Any]:
    """The data of a post in a discussion that nobody else writes in."""
    known = {"course": "elsewhere", "discussion": "strange", "title": "Étrange", "number": number, "author": author}
    return {"post": new_id()} | known | more


def envelope(**more: Any) -> dict[str, Any]:
    row = {"type": POST_PUBLISHED, "source": "/bascule/forum", "time": datetime.now(UTC), "correlation": "c"}
    return to_headers({"_id": new_id(), "aggregate": "strange", "sequence": 1} | row) | more


def strange_messages(house: House) -> dict[str, Message]:
    """By what is wrong with each, and what the reason must say."""
    lacking = {name: value for name, value in post(1, "anna").items() if name != "discussion"}
    nameless = {name: value for name, value in envelope().items() if name != "cloudEvents_type"}
    unknown = POST_PUBLISHED.replace("published", "sung")
    return {
        "not JSON": house.message(POST_PUBLISHED, envelope(), b"{posted"),
        "not a JSON object": house.message(POST_PUBLISHED, envelope(), ["a", "list"]),
        "discussion: ": house.message(POST_PUBLISHED, envelope(), lacking),
        "no type": house.message(POST_PUBLISHED, nameless, post(1, "anna")),
        f"type {unknown} are not known": house.message(POST_PUBLISHED, envelope(cloudEvents_type=unknown), {}),
        "major version 2": house.message(POST_PUBLISHED, envelope(cloudEvents_type=POST_PUBLISHED[:-1] + "2"), {}),
    }


def listed(house: House, service: str) -> dict[str, dict[str, Any]]:
    """What `bascule dead list` tells, by id."""
    lines = house.bascule("dead", "list", service, "--json").splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


@pytest.fixture
def empty_shelves(house: House) -> None:
    for service in house.parked():
        house.bascule("dead", "drop", service, "--all")


@pytest.mark.usefixtures("empty_shelves")
def test_what_cannot_be_read_is_parked_at_once(house: House, trial: Trial) -> None:
    strange = strange_messages(house)
    with trial("unreadable messages", parks=True) as load:
        load.goes_on()
        house.publish(strange.values())
        load.goes_on()
    for service in REACTING:
        parked = listed(house, service)
        reasons = {wrong: parked[message.id]["reason"] for wrong, message in strange.items() if message.id in parked}
        assert sorted(reasons) == sorted(strange)
        assert all(reason.startswith("Unreadable: ") and wrong in reason for wrong, reason in reasons.items()), reasons
        assert len(parked) == len(strange)
        assert f"{len(strange)} dropped" in house.bascule("dead", "drop", service, "--all")


@pytest.mark.usefixtures("empty_shelves")
def test_what_keeps_failing_is_parked_with_its_traceback(house: House, trial: Trial) -> None:
    """Half a character passes every schema, and no database keeps it."""
    poison = house.message(POST_PUBLISHED, envelope(), post(1, "anna", title="Bon\ud800jour"))
    with trial("poison message", parks=True) as load:
        load.goes_on()
        house.publish([poison])
        load.goes_on()
    for service in REACTING:
        shown = json.loads(house.bascule("dead", "show", service, poison.id))
        assert shown["reason"].startswith("UnicodeEncodeError: ")
        assert "Traceback" in shown["traceback"]
        assert "take_effect" in shown["traceback"]
        assert shown["attempts"] == 3
        assert shown["body"]["title"] == "Bon\ud800jour"
    house.bascule("dead", "requeue", "reporting", poison.id)
    eventually(lambda: house.parked().get("reporting") == [poison.id])
    for service in REACTING:
        house.bascule("dead", "drop", service, poison.id)
    assert house.parked() == {}


@pytest.mark.usefixtures("empty_shelves")
def test_what_is_requeued_after_the_cause_is_mended_takes_effect_once(house: House, trial: Trial) -> None:
    """A mail that is there already makes the reaction fail; meanwhile looking at the shelf loses nothing."""
    first, second = envelope(), envelope(cloudEvents_sequence=f"{2:020}")
    mails = house.database("notifications")["mails"]
    mail = f"{second['cloudEvents_id']}/anna"
    mails.insert_one({"_id": mail, "person": "nobody", "course": "elsewhere"})
    with trial("poison, then mended", parks=True) as load:
        load.goes_on()
        house.publish([house.message(POST_PUBLISHED, first, post(1, "anna", discussion="mended"))])
        house.publish([house.message(POST_PUBLISHED, second, post(2, "boris", discussion="mended"))])
        eventually(house.parked)
        seen = [house.parked() for _ in range(25)]
        load.goes_on()
    assert seen == [{"notifications": [second["cloudEvents_id"]]}] * 25
    mails.delete_one({"_id": mail})
    assert "1 requeued" in house.bascule("dead", "requeue", "notifications", "--all")
    eventually(lambda: mails.find_one({"_id": mail, "person": "anna"}))
    assert house.parked() == {}
    assert mails.count_documents({"course": "elsewhere", "person": {"$ne": "nobody"}}) == 1
