"""How it feels: told once, shown by five or more, quoted only with consent."""

from typing import Any

import pytest
from kit.testing import House
from reporting.views import dashboards

from .conftest import COURSE, Caller, Teller, as_role

PEOPLE = ("anna", "boris", "carla", "dora", "elias")


@pytest.fixture
def stages(teller: Teller) -> Teller:
    for number in (1, 2):
        teller.tell("enrolment.stage.opened", f"stage-{number}", stage=f"stage-{number}", number=number)
    return teller


def tells(teller: Teller, person: str, stage: str = "stage-1", mood: int = 4, **told: Any) -> Any:
    about = {"type": "stage", "id": stage}
    answer = as_role(teller.house, "learner", person).post(f"/courses/{COURSE}/pulses", about=about, mood=mood, **told)
    if answer.status_code == 201:
        teller.tell("reporting.pulse.recorded", about=about, mood=mood, pulse=answer.json["id"])
    return answer


def sensations(house: House) -> list[dict[str, Any]]:
    dashboards.make(house.database("reporting"), COURSE)
    return as_role(house, "learner").get(f"/courses/{COURSE}/pulse").json["items"]


def test_four_people_are_only_counted(stages: Teller) -> None:
    for person in PEOPLE[:4]:
        tells(stages, person, words=["envie"], sentence="C’est bien.", quotable="unnamed")
    (one,) = sensations(stages.house)
    assert one == {
        "about": {"type": "stage", "id": "stage-1"},
        "people": 4,
        "moods": None,
        "mean": None,
        "words": [],
        "quotes": [],
    }


def test_five_people_show_a_mood_words_and_quotes(stages: Teller) -> None:
    for person, mood, word in zip(PEOPLE, (1, 3, 4, 4, 5), ("Élan", "élans", "ELAN", "doute", "doutes"), strict=True):
        tells(stages, person, mood=mood, words=[word])
    (one,) = sensations(stages.house)
    assert (one["moods"], one["mean"]) == ([1, 0, 1, 2, 1], 3.4)
    assert [(word["people"], word["share"], word["grown"]) for word in one["words"]] == [(3, 0.6, None), (2, 0.4, None)]


def test_words_that_grow_say_by_how_much(stages: Teller) -> None:
    for person, before, after in zip(PEOPLE, "ddddd", "ddccc", strict=True):
        words = {"d": "doute", "c": "confiance"}
        tells(stages, person, "stage-1", words=[words[before]])
        tells(stages, person, "stage-2", words=[words[after]])
    second = sensations(stages.house)[1]
    assert {word["word"]: word["grown"] for word in second["words"]} == {"confiance": 0.6, "doute": -0.6}


def test_quotes_are_named_unnamed_or_none_as_their_author_wants(stages: Teller) -> None:
    for person, quotable in zip(PEOPLE, ("named", "unnamed", "no", "no", "no"), strict=True):
        tells(stages, person, sentence=f"Moi, {quotable}.", quotable=quotable)
    (one,) = sensations(stages.house)
    assert {(quote["sentence"], quote["person"]) for quote in one["quotes"]} == {
        ("Moi, named.", "anna"),
        ("Moi, unnamed.", None),
    }


def test_a_quote_is_taken_back_at_once(stages: Teller) -> None:
    ids = [tells(stages, person, sentence="Oui.", quotable="named").json["id"] for person in PEOPLE]
    assert len(sensations(stages.house)[0]["quotes"]) == 5
    anna = as_role(stages.house, "learner", "anna")
    assert anna.put(f"/pulses/{ids[0]}/quoting", quotable="no").json["quotable"] == "no"
    shown = anna.get(f"/courses/{COURSE}/pulse").json["items"][0]
    assert len(shown["quotes"]) == 4, "though no dashboard was made meanwhile"
    assert anna.put(f"/pulses/{ids[1]}/quoting", quotable="no").status_code == 403


def test_a_stage_is_told_of_once(stages: Teller) -> None:
    assert tells(stages, "anna").status_code == 201
    assert tells(stages, "anna").status_code == 409
    mine = as_role(stages.house, "learner", "anna").get(f"/courses/{COURSE}/pulses/mine").json["items"]
    assert [one["about"]["id"] for one in mine] == ["stage-1"]


def test_the_same_request_again_is_answered_alike(stages: Teller) -> None:
    anna = as_role(stages.house, "learner", "anna")
    body = {"about": {"type": "stage", "id": "stage-1"}, "mood": 4}
    path, key = f"/api/reporting/courses/{COURSE}/pulses", {"Idempotency-Key": "once"}
    first, again = (anna.client.post(path, json=body, headers=key) for _ in range(2))
    assert (first.status_code, first.json) == (again.status_code, again.json) == (201, first.json)


def test_the_fact_carries_no_words(stages: Teller) -> None:
    tells(stages, "anna", words=["secret"], sentence="Entre nous.")
    (row,) = stages.database["outbox"].find({"type": "org.bascule.reporting.pulse.recorded.v1"})
    assert set(row["data"]) == {"course", "pulse", "about", "mood"}


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"mood": 6}, "mood"),
        ({"mood": 4, "words": list("abcdef")}, "words"),
        ({"mood": 4, "quotable": "maybe"}, "quotable"),
        ({"mood": 4, "about": {"type": "stage", "id": "unknown"}}, "about"),
        ({"mood": 4, "about": {"type": "planet", "id": "stage-1"}}, "about"),
        ({"mood": 4, "sentence": "x" * 301}, "sentence"),
    ],
)
def test_what_is_not_right_is_refused_by_name(stages: Teller, told: Any, field: str) -> None:
    body = {"about": {"type": "stage", "id": "stage-1"}} | told
    answer = as_role(stages.house, "learner").post(f"/courses/{COURSE}/pulses", **body)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])


def test_only_people_of_the_course_tell_and_see(stages: Teller) -> None:
    stranger = as_role(stages.house, "learner", course="another-course")
    body = {"about": {"type": "stage", "id": "stage-1"}, "mood": 4}
    assert stranger.post(f"/courses/{COURSE}/pulses", **body).status_code == 403
    assert stranger.get(f"/courses/{COURSE}/pulse").status_code == 403
    assert Caller(stages.house).get(f"/courses/{COURSE}/pulse").status_code == 401


def test_no_view_tells_what_four_people_feel_or_think(stages: Teller, reporter: Caller) -> None:
    def told(view: str) -> list[dict[str, Any]]:
        return reporter.get(f"/courses/{COURSE}/views/{view}").json["items"]

    argument = stages.tell("forum.argument.made", "a", argument="a", controversy="c", side="for").data
    for number, person in enumerate(PEOPLE):
        tells(stages, person, mood=5)
        for stance, previous in ((-2, None), (2, -2)):
            moved = {"stance": stance, "previous": previous, "moved_by": argument["argument"] if previous else None}
            stages.tell("forum.stance.taken", f"c/{person}", controversy="c", **moved)
        [mood], [controversy], [argued] = told("moods"), told("controversies"), told("arguments")
        [day] = told("days")
        answers = (mood["mood_of_5"], controversy["after_of_4"], controversy["moved"], controversy["shift"])
        assert (*answers, argued["moved"]) == ((None,) * 5 if number < 4 else (5, 5, 5, 20, 5))
        assert "mood" not in day, "days have too few people to tell what they feel"
