"""Controversies: one's own stance first, then those of others, and what moved people said in plain words."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from forum import commands
from kit.settings import Settings
from kit.testing import House

from .conftest import COURSE, Member, at, made, refused, told

CONTROVERSIES = f"courses/{COURSE}/controversies"


def dates(opens: float = -1, closes: float = 7) -> dict[str, str]:
    days = {"opens_at": opens, "closes_at": closes}
    return {name: (datetime.now(UTC) + timedelta(days=day)).isoformat() for name, day in days.items()}


def asks(chloe: Member, **more: Any) -> str:
    asked = {"question": "Faut-il transgresser pour innover ?", "context": "Deux écoles s'opposent."} | dates() | more
    return made(chloe.post(CONTROVERSIES, **asked))["id"]


def takes(person: Member, controversy: str, stance: int, **more: Any) -> dict[str, Any]:
    asked = {"stance": stance, "reason": "Je le crois."} | more
    return made(person.post(f"controversies/{controversy}/stance", **asked))


def argues(person: Member, controversy: str, side: str = "for", body: str = "On a déjà essayé.") -> str:
    return made(person.post(f"controversies/{controversy}/arguments", side=side, body=body))["id"]


@pytest.fixture
def five(member: Callable[..., Member]) -> list[Member]:
    return [member(f"voice-{number}") for number in range(5)]


def test_others_are_seen_only_after_a_stance_of_ones_own(anna: Member, boris: Member, chloe: Member) -> None:
    controversy = asks(chloe)
    takes(anna, controversy, 1)
    for what in ("arguments", "stances", "outcome"):
        refused(boris.get(f"controversies/{controversy}/{what}"), 409)
        made(anna.get(f"controversies/{controversy}/{what}"))
        made(chloe.get(f"controversies/{controversy}/{what}"))
    refused(boris.post(f"controversies/{controversy}/arguments", side="for", body="On a déjà essayé."), 409)
    takes(boris, controversy, -1)
    made(boris.get(f"controversies/{controversy}/arguments"))


def test_a_second_first_stance_is_refused_and_counts_nothing(house: House, anna: Member, chloe: Member) -> None:
    controversy = asks(chloe)
    takes(anna, controversy, 2)
    refused(anna.post(f"controversies/{controversy}/stance", stance=-2, reason="Non."), 409)
    assert made(anna.get(f"controversies/{controversy}"))["people"] == 1
    assert [event["stance"] for event in told(house, "stance.taken")] == [2]


def test_one_revises_and_names_what_moved_one(house: House, anna: Member, boris: Member, chloe: Member) -> None:
    controversy = asks(chloe)
    takes(anna, controversy, -1)
    argument = argues(anna, controversy)
    refused(boris.put(f"controversies/{controversy}/stance", stance=1, reason="x"), 409)
    takes(boris, controversy, -2)
    revised = {"reason": "Bien vu.", "moved_by": argument}
    mine = made(boris.put(f"controversies/{controversy}/stance", stance=1, **revised))
    assert (mine["first"], mine["stance"], len(mine["history"])) == (-2, 1, 2)
    made(boris.put(f"controversies/{controversy}/stance", stance=2, **revised))
    (shown,) = made(anna.get(f"controversies/{controversy}/arguments"))["items"]
    assert shown["moved"] == 1, "a person is moved once by an argument"
    moves = [(event["previous"], event["stance"], event["moved_by"]) for event in told(house, "stance.taken")]
    assert moves == [(None, -1, None), (None, -2, None), (-2, 1, argument), (1, 2, argument)]
    assert "boris" not in str(house.database("forum")["outbox"].find_one({"data.previous": -2}))


def test_a_better_reason_is_no_move(house: House, anna: Member, chloe: Member) -> None:
    controversy = asks(chloe)
    takes(anna, controversy, 1)
    made(anna.put(f"controversies/{controversy}/stance", stance=1, reason="Mieux dit."))
    assert len(told(house, "stance.taken")) == 1


def test_an_argument_of_another_controversy_moved_nobody_here(anna: Member, chloe: Member) -> None:
    here, elsewhere = asks(chloe), asks(chloe)
    for controversy in (here, elsewhere):
        takes(anna, controversy, 0)
    path = f"controversies/{here}/stance"
    refused(anna.put(path, stance=1, reason="x", moved_by=argues(anna, elsewhere)), 422, "moved_by")


def test_being_convinced_is_told_once_and_taken_back_in_silence(
    house: House, anna: Member, boris: Member, chloe: Member
) -> None:
    controversy = asks(chloe)
    takes(anna, controversy, 1)
    takes(boris, controversy, -1)
    path = f"arguments/{argues(anna, controversy)}/conviction"
    refused(anna.put(path), 409)
    for _ in range(2):
        assert made(boris.put(path))["convinced"] == 1
        made(boris.put(path))
        assert made(boris.delete(path))["convinced"] == 0
    (event,) = told(house, "argument.convinced")
    assert event["author"] == "anna"
    assert "boris" not in str(house.database("forum")["outbox"].find_one({"data": event}))


@pytest.mark.parametrize(
    ("asked", "field"), [({"stance": 3}, "stance"), ({"stance": "2"}, "stance"), ({"reason": ""}, "reason")]
)
def test_a_stance_has_one_of_five_steps_and_a_reason(
    anna: Member, chloe: Member, asked: dict[str, Any], field: str
) -> None:
    body = {"stance": 1, "reason": "Parce que."} | asked
    refused(anna.post(f"controversies/{asks(chloe)}/stance", **body), 422, field)


def test_of_a_few_people_nothing_is_broken_down(five: list[Member], chloe: Member) -> None:
    controversy = asks(chloe)
    for person in five[:4]:
        takes(person, controversy, 1)
    outcome = made(chloe.get(f"controversies/{controversy}/outcome"))
    assert (outcome["people"], outcome["before"]) == (4, None)
    assert "Moins de cinq" in outcome["sentences"][0]
    assert made(chloe.get(f"controversies/{controversy}/stances"))["items"] == []
    takes(five[4], controversy, -2)
    assert made(chloe.get(f"controversies/{controversy}/outcome"))["before"] == [1, 0, 0, 4, 0]


def test_nobodys_stance_is_public_unless_they_say_so(five: list[Member], chloe: Member) -> None:
    controversy = asks(chloe)
    for number, person in enumerate(five):
        takes(person, controversy, 1, public=number == 0)
    seen = made(chloe.get(f"controversies/{controversy}/stances"))["items"]
    assert [(one["author"], one["stance"]) for one in seen] == [("voice-0", 1), *[(None, None)] * 4]
    assert "voice-1" not in str(seen)


def test_a_planned_controversy_is_known_to_facilitators_only_and_rings_when_it_opens(
    house: House, settings: Settings, anna: Member, chloe: Member
) -> None:
    controversy = asks(chloe, **dates(opens=1))
    assert house.database("forum")["outbox"].count_documents({}) == 0
    refused(anna.get(f"controversies/{controversy}"), 404)
    assert made(anna.get(CONTROVERSIES))["items"] == []
    refused(anna.post(f"controversies/{controversy}/stance", stance=1, reason="x"), 409)
    made(chloe.patch(f"controversies/{controversy}", question="Peut-on innover sans transgresser ?"))
    commands.turn_what_is_due(house.database("forum"), settings)
    assert told(house, "controversy.opened") == []
    made(chloe.patch(f"controversies/{controversy}", opens_at=dates(opens=-0.001)["opens_at"]))
    for _ in range(2):
        commands.turn_what_is_due(house.database("forum"), settings)
    (event,) = told(house, "controversy.opened")
    shown = made(anna.get(f"controversies/{controversy}"))
    assert (shown["state"], shown["discussion"]) == ("open", event["discussion"])
    made(anna.get(f"discussions/{event['discussion']}"))
    refused(chloe.patch(f"controversies/{controversy}", question="Et autrement ?"), 409)


def test_it_closes_by_date_and_says_what_happened(
    house: House, five: list[Member], anna: Member, chloe: Member
) -> None:
    controversy = asks(chloe)
    for person in five:
        takes(person, controversy, -1)
    argument = argues(five[0], controversy, body="Personne n'a demandé la permission aux usagers.")
    for person in five[1:4]:
        made(person.put(f"controversies/{controversy}/stance", stance=1, reason="Bien vu.", moved_by=argument))
        made(person.put(f"arguments/{argument}/conviction"))
    at(house, datetime.now(UTC) + timedelta(days=8), commands.turn, controversy)
    (event,) = told(house, "controversy.closed")
    assert (event["before"], event["after"], event["revised"]) == ([0, 5, 0, 0, 0], [0, 2, 0, 3, 0], 3)
    outcome = made(anna.get(f"controversies/{controversy}/outcome"))
    assert (outcome["net_shift"], outcome["moved"], outcome["moved_share"]) == (1.2, 3, 0.6)
    assert [(one["argument"], one["people"]) for one in outcome["movers"]] == [(argument, 3)]
    assert "Dans l'ensemble, la balance a penché vers le pour." in outcome["sentences"]
    assert outcome["opinions"] is None, "five people are too few for groups of opinion"
    english = made(anna.get(f"controversies/{controversy}/outcome", language="en"))
    assert "On the whole, the scales have tipped towards for." in english["sentences"]


def test_what_comes_after_the_close_is_refused_and_told_to_nobody(house: House, anna: Member, chloe: Member) -> None:
    controversy = asks(chloe)
    takes(anna, controversy, 1)
    argument = argues(anna, controversy)
    made(chloe.post(f"controversies/{controversy}/close"))
    before = made(anna.get(f"controversies/{controversy}/outcome"))
    events = house.database("forum")["outbox"].estimated_document_count()
    refused(anna.put(f"controversies/{controversy}/stance", stance=-1, reason="Trop tard."), 409)
    refused(chloe.post(f"controversies/{controversy}/stance", stance=1, reason="Trop tard."), 409)
    refused(chloe.post(f"controversies/{controversy}/arguments", side="for", body="Trop tard ici."), 409)
    refused(chloe.put(f"arguments/{argument}/conviction"), 409)
    refused(chloe.post(f"controversies/{controversy}/close"), 409)
    assert made(anna.get(f"controversies/{controversy}/outcome")) == before
    assert house.database("forum")["outbox"].estimated_document_count() == events


def test_a_conclusion_comes_after_the_close_and_is_told_once(house: House, anna: Member, chloe: Member) -> None:
    path = f"controversies/{asks(chloe)}"
    refused(chloe.put(f"{path}/conclusion", body="Voilà."), 409)
    made(chloe.post(f"{path}/close"))
    refused(anna.put(f"{path}/conclusion", body="Voilà."), 403)
    for body in ("Voilà ce qui reste.", "Voilà ce qui reste, en mieux."):
        assert made(chloe.put(f"{path}/conclusion", body=body))["conclusion"]["body"] == body
    assert len(told(house, "controversy.concluded")) == 1


@pytest.mark.parametrize("wrong", [{"closes": -2.0}, {"closes": 90.0}, {"opens": 1.0, "closes": 0.5}])
def test_impossible_dates_are_refused(chloe: Member, wrong: dict[str, float]) -> None:
    asked = {"question": "Faut-il transgresser ?", "context": "x"} | dates(**wrong)
    refused(chloe.post(CONTROVERSIES, **asked), 422, "closes_at")


def test_whoever_is_suspended_takes_no_stance(house: House, anna: Member, chloe: Member) -> None:
    controversy = asks(chloe)
    until = {"$set": {"suspended_until": datetime.now(UTC) + timedelta(days=1)}}
    house.database("forum")["standings"].update_one({"_id": f"{COURSE}/anna"}, until)
    refused(anna.post(f"controversies/{controversy}/stance", stance=1, reason="x"), 403)
