"""What cannot be read or keeps failing is parked with its reason, the others go on, and an operator settles it."""

import json
from typing import Any

import pytest
from kit.testing import House, eventually

from .conftest import ENROLLED, bascule, enrolled, envelope, parked

UNREADABLE = [
    ({"body": b"{not json"}, "not JSON"),
    ({"body": b"[1, 2]"}, "not a JSON object"),
    ({"body": b'{"course": "x"}'}, "continent"),
    ({"body": b'{"course": 7, "learner": "x", "role": "learner", "continent": "europe"}'}, "course"),
    ({"cloudEvents_type": "org.bascule.enrolment.learner.vanished.v1"}, "not known here"),
    ({"cloudEvents_type": "org.bascule.enrolment.learner.enrolled.v9"}, "major version 9"),
    ({"cloudEvents_id": 7}, "not a CloudEvent: no id"),
    ({"cloudEvents_specversion": "0.3"}, "is not 1.0"),
    ({"cloudEvents_time": "yesterday"}, "malformed"),
    ({"cloudEvents_sequence": "many"}, "malformed"),
]


@pytest.mark.parametrize(("wrong", "why"), UNREADABLE, ids=[why for _, why in UNREADABLE])
def test_what_cannot_be_read_is_parked_with_its_reason(house: House, send: Any, wrong: Any, why: str) -> None:
    bad, good = envelope(), envelope()
    send(bad, queue=f"{house.settings.namespace}.reporting.inbox", **wrong)
    send(good)
    eventually(lambda: enrolled(house) == 1)
    (one,) = parked(house, "reporting")
    assert why in one["reason"]
    assert one["id"] == bad["_id"]


def members(house: House) -> int:
    """How many notifications knows."""
    return house.database("notifications")["members"].count_documents({})


@pytest.fixture
def poisonous(monkeypatch: Any, quiet_house: House) -> None:
    """A reaction of notifications that fails for one kind of learner."""
    views = quiet_house.services["notifications"].reactions.views

    def choke(event: Any, _views: Any) -> None:
        if event.raw["continent"] == "atlantis":
            raise ZeroDivisionError("there is no such continent")

    monkeypatch.setitem(views, ENROLLED, [*views[ENROLLED], choke])


@pytest.mark.usefixtures("poisonous")
def test_a_poison_message_is_parked_and_the_others_go_on(quiet_house: House, send: Any) -> None:
    poison = envelope(continent="atlantis")
    send(*(envelope() for _ in range(20)), poison, *(envelope() for _ in range(20)))
    house = quiet_house.run()
    eventually(lambda: members(house) == 40)
    (one,) = parked(house, "notifications")
    assert one["id"] == poison["_id"]
    assert one["reason"] == "ZeroDivisionError: there is no such continent"
    shown = json.loads(bascule(house, "dead", "show", "notifications", one["id"]).stdout)
    assert shown["attempts"] == 3
    assert "in choke" in shown["traceback"]
    assert shown["body"]["continent"] == "atlantis"


@pytest.mark.usefixtures("poisonous")
def test_a_parked_message_can_be_requeued_or_dropped(quiet_house: House, send: Any, monkeypatch: Any) -> None:
    mended, hopeless = envelope(continent="atlantis"), envelope(continent="atlantis")
    send(mended, hopeless)
    house = quiet_house.run()
    eventually(lambda: len(parked(house, "notifications")) == 2)
    views = house.services["notifications"].reactions.views
    monkeypatch.setitem(views, ENROLLED, views[ENROLLED][:-1])
    assert "1 requeued" in bascule(house, "dead", "requeue", "notifications", mended["_id"]).output
    eventually(lambda: members(house) == 1)
    assert "1 dropped" in bascule(house, "dead", "drop", "notifications", hopeless["_id"]).output
    assert parked(house, "notifications") == []
    assert members(house) == 1


def test_the_commands_for_parked_messages_explain_themselves(quiet_house: House) -> None:
    assert "nothing is parked" in bascule(quiet_house, "dead", "list", "forum").output
    unknown = bascule(quiet_house, "dead", "show", "forum", "no-such-id")
    assert (unknown.exit_code, unknown.output) == (1, "Error: no parked message has the id no-such-id\n")
    neither = bascule(quiet_house, "dead", "drop", "forum")
    assert neither.exit_code == 2
    assert "give the id of one message, or --all" in neither.output
    nobody = bascule(quiet_house, "dead", "list", "gardening")
    assert nobody.exit_code == 1
    assert "there is no service 'gardening' here" in nobody.output
