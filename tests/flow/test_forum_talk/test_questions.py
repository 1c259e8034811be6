"""No question is left alone: after a while a few people who may know are asked, once, and nobody too often."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from forum import lookout
from kit.settings import Settings
from kit.testing import House

from ..conftest import COURSE, Actor
from .parts import ask, file_all, hears, listed, told

HOUR = timedelta(hours=1)


def look(house: House, settings: Settings, hours: float) -> int:
    """What the lookout sees so many hours from now."""
    return lookout.see_who_waits(house.database("forum"), settings, now=datetime.now(UTC) + hours * HOUR)


def knows(house: House, person: str, *subjects: str) -> Actor:
    actor = Actor(house, person)
    ask(actor, "PUT", "/me/subjects", {"subjects": list(subjects)}, course=COURSE)
    return actor


def helpers(house: House) -> list[list[str]]:
    return [one["helpers"] for one in told(house, "discussion.left-unanswered")]


def test_a_question_is_told_of_once_when_its_time_has_come(quiet_house: House, settings: Settings, anna: Actor) -> None:
    question = anna.opens("Comment ouvrir une ludothèque ?", question=True)
    anna.opens("Ce n'est pas une question")
    assert [look(quiet_house, settings, hours) for hours in (47, 49, 50)] == [0, 1, 0]
    (event,) = told(quiet_house, "discussion.left-unanswered")
    assert (event["discussion"], event["author"], event["hours"]) == (question["id"], "anna", 49)
    assert listed(anna, filter="unanswered") == ["Comment ouvrir une ludothèque ?"]


def test_a_question_with_an_answer_of_somebody_else_waits_no_more(
    quiet_house: House, settings: Settings, anna: Actor, boris: Actor
) -> None:
    question = anna.opens(question=True)
    anna.answers(question, "Personne ?")
    assert ask(anna, "GET", f"/discussions/{question['id']}")["unanswered"] is True
    boris.answers(question)
    answered = ask(anna, "GET", f"/discussions/{question['id']}")
    assert (answered["unanswered"], answered["seconds_to_first_answer"]) == (False, 0)
    assert look(quiet_house, settings, 100) == 0


def test_a_question_whose_only_answer_was_removed_waits_again(
    quiet_house: House, settings: Settings, anna: Actor, boris: Actor
) -> None:
    question = anna.opens(question=True)
    answer = boris.answers(question)
    ask(boris, "DELETE", f"/posts/{answer['id']}")
    assert look(quiet_house, settings, 49) == 1


def test_facilitators_set_how_long_questions_wait_also_those_that_wait_already(
    quiet_house: House, settings: Settings, anna: Actor, chloe: Actor
) -> None:
    anna.opens(question=True)
    ask(anna, "PATCH", f"/courses/{COURSE}/rules", {"unanswered_after_hours": 2}, status=403)
    ask(chloe, "PATCH", f"/courses/{COURSE}/rules", {"unanswered_after_hours": 0}, status=422)
    ask(chloe, "PATCH", f"/courses/{COURSE}/rules", {"unanswered_after_hours": 2})
    assert [look(quiet_house, settings, hours) for hours in (1, 3)] == [0, 1]


def test_those_who_know_the_subject_are_asked_and_never_the_asker(
    quiet_house: House, settings: Settings, anna: Actor
) -> None:
    knows(quiet_house, "anna", "Ludothèques", "Jeux")
    knows(quiet_house, "dora", "jeu")
    knows(quiet_house, "emil", "Compostage")
    knows(quiet_house, "fred", "ludothèque", "jeux de société")
    anna.opens("Ouvrir une ludothèque avec des jeux ?", question=True)
    look(quiet_house, settings, 49)
    assert helpers(quiet_house) == [["fred", "dora"]]


def test_those_who_answered_alike_are_asked(quiet_house: House, settings: Settings, anna: Actor, boris: Actor) -> None:
    earlier = anna.opens("Une ludothèque dans un village", question=True)
    boris.answers(earlier)
    anna.opens("Ludothèque de village : quel budget ?", question=True)
    file_all(quiet_house, settings)
    look(quiet_house, settings, 49)
    assert helpers(quiet_house) == [["boris"]]


def test_nobody_is_asked_more_than_twice_a_week(quiet_house: House, settings: Settings, anna: Actor) -> None:
    knows(quiet_house, "dora", "jeux")
    for number in range(3):
        anna.opens(f"Des jeux, question {number}", question=True)
    look(quiet_house, settings, 49)
    assert sorted(helpers(quiet_house)) == [[], ["dora"], ["dora"]]
    anna.opens("Des jeux, plus tard", question=True)
    look(quiet_house, settings, 49 + 24 * 6)
    look(quiet_house, settings, 49 + 24 * 8)
    assert len([one for one in helpers(quiet_house) if one]) == 2
    quiet_house.database("forum")["discussions"].update_one(
        {"title": "Des jeux, plus tard"},
        {"$set": {"due_at": datetime.now(UTC), "left_unanswered": False, "unanswered": True}},
    )
    look(quiet_house, settings, 49 + 24 * 8)
    assert len([one for one in helpers(quiet_house) if one]) == 3


def test_two_lookouts_at_once_tell_of_each_question_once(quiet_house: House, settings: Settings, anna: Actor) -> None:
    knows(quiet_house, "dora", "jeux")
    for number in range(6):
        anna.opens(f"Des jeux, question {number}", question=True)
    seen: list[int] = []
    both = [threading.Thread(target=lambda: seen.append(look(quiet_house, settings, 49))) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sum(seen) == 6
    assert len(helpers(quiet_house)) == 6
    assert sum(map(len, helpers(quiet_house))) == 2


def test_the_suspended_are_not_asked(quiet_house: House, settings: Settings, anna: Actor) -> None:
    knows(quiet_house, "dora", "jeux")
    until = {"suspended_until": datetime.now(UTC) + timedelta(days=9)}
    quiet_house.database("forum")["standings"].insert_one({"_id": f"{COURSE}/dora", **until})
    anna.opens("Des jeux", question=True)
    look(quiet_house, settings, 49)
    assert helpers(quiet_house) == [[]]


def test_who_left_the_course_is_asked_again_only_once_they_are_back(
    quiet_house: House, settings: Settings, anna: Actor
) -> None:
    knows(quiet_house, "dora", "jeux")
    hears(quiet_house, "enrolment.learner.left", course=COURSE, learner="dora")
    anna.opens("Des jeux", question=True)
    look(quiet_house, settings, 49)
    hears(quiet_house, "enrolment.learner.enrolled", course=COURSE, learner="dora")
    anna.opens("D'autres jeux", question=True)
    look(quiet_house, settings, 49)
    assert helpers(quiet_house) == [[], ["dora"]]


def test_who_asked_or_a_facilitator_accepts_an_answer(
    quiet_house: House, anna: Actor, boris: Actor, chloe: Actor
) -> None:
    question = anna.opens(question=True)
    one, other = boris.answers(question, "Ainsi"), boris.answers(question, "Ou ainsi")
    path = f"/discussions/{question['id']}/answer"
    ask(boris, "PUT", path, {"post": one["id"]}, status=403)
    assert ask(anna, "PUT", path, {"post": one["id"]})["answer"] == one["id"]
    ask(anna, "PUT", path, {"post": one["id"]}, status=409)
    assert ask(chloe, "PUT", path, {"post": other["id"]})["answer"] == other["id"]
    assert ask(anna, "GET", f"/posts/{other['id']}")["accepted"] is True
    assert [event["post"] for event in told(quiet_house, "answer.accepted")] == [one["id"], other["id"]]


@pytest.mark.parametrize("which", ["the opening", "elsewhere", "nobody", "no question", "gone"])
def test_what_is_no_answer_is_not_accepted(anna: Actor, which: str) -> None:
    question, talk = anna.opens(question=True), anna.opens()
    answer, other = anna.answers(question), anna.answers(talk)
    opening = ask(anna, "GET", f"/discussions/{question['id']}/posts")["items"][0]
    chosen = {"the opening": opening["id"], "elsewhere": other["id"], "nobody": "x", "no question": other["id"]}
    if which == "gone":
        ask(anna, "DELETE", f"/posts/{answer['id']}")
    where = talk if which == "no question" else question
    status = 422 if which in ("elsewhere", "nobody") else 409
    post = chosen.get(which, answer["id"])
    ask(anna, "PUT", f"/discussions/{where['id']}/answer", {"post": post}, status=status)


@pytest.mark.parametrize("subjects", [["x"], ["a" * 61], ["bon"] * 11, "jeux", [7], None])
def test_wrong_subjects_are_named(anna: Actor, subjects: Any) -> None:
    problem = ask(anna, "PUT", "/me/subjects", {"subjects": subjects}, status=422, course=COURSE)
    assert problem["errors"].keys() == {"subjects"}


def test_subjects_can_be_read_again_and_taken_back(quiet_house: House, anna: Actor) -> None:
    knows(quiet_house, "anna", "Jeux", "Accueil")
    assert ask(anna, "GET", "/me/subjects", course=COURSE) == {"subjects": ["Jeux", "Accueil"]}
    knows(quiet_house, "anna")
    assert ask(anna, "GET", "/me/subjects", course=COURSE) == {"subjects": []}
    assert quiet_house.database("forum")["subjects"].find_one() is None
    ask(anna, "PUT", "/me/subjects", {"subjects": []}, status=403, course="jardinage")
