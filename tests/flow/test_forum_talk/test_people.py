"""Answers that come by mail are posted once; who asks to be forgotten is, and others keep their threads."""

import json
from typing import Any

import pytest
from kit.errors import Problem
from kit.settings import Settings
from kit.testing import House

from ..conftest import COURSE, Actor
from .parts import ask, file_all, found, hears, posts


def mails(house: House, **more: Any) -> None:
    told = {"course": COURSE, "learner": "boris", "body": "Par *mail*.", "message": "<1@x>"}
    hears(house, "notifications.reply.received", **(told | more))


def test_an_answer_by_mail_is_posted_once_in_its_authors_name(quiet_house: House, anna: Actor) -> None:
    discussion = anna.opens()
    for _ in range(2):
        mails(quiet_house, discussion=discussion["id"])
    last = posts(anna, discussion["id"])[-1]
    assert (last["number"], last["author"], last["html"]) == (2, "boris", "<p>Par <em>mail</em>.</p>\n")


@pytest.mark.parametrize("why", ["locked", "unknown", "another course", "gone"])
def test_an_answer_by_mail_that_may_not_be_posted_is_refused_with_a_reason(
    quiet_house: House, anna: Actor, chloe: Actor, why: str
) -> None:
    discussion = anna.opens()
    changes: dict[str, Any] = {"discussion": discussion["id"]}
    if why == "locked":
        ask(chloe, "PATCH", f"/discussions/{discussion['id']}", {"locked": True})
    if why == "unknown":
        changes["discussion"] = "nobody"
    if why == "another course":
        changes["course"] = "jardinage"
    if why == "gone":
        hears(quiet_house, "enrolment.learner.erased", course=COURSE, learner="boris")
    with pytest.raises(Problem):
        mails(quiet_house, **changes)
    assert quiet_house.database("forum")["posts"].count_documents({}) == 1
    assert quiet_house.database("forum")["mails"].find_one() is None


def test_who_asks_to_be_forgotten_leaves_no_word_and_others_keep_theirs(
    quiet_house: House, settings: Settings, anna: Actor, boris: Actor
) -> None:
    theirs = anna.opens("Une discussion commune")
    first = posts(anna, theirs["id"])[0]
    post = boris.answers(theirs, "Motsecret un")
    ask(boris, "PATCH", f"/posts/{post['id']}", {"body": "Motsecret deux"})
    anna.answers(theirs, "Merci @[Boris](boris) !")
    mentioned = anna.answers(theirs, "Voir avec @[Boris](boris)")
    ask(anna, "PATCH", f"/posts/{mentioned['id']}", {"body": "Voir ailleurs"})
    ask(boris, "PUT", f"/posts/{first['id']}/thanks")
    ask(boris, "PUT", "/me/subjects", {"subjects": ["Motsecret"]}, course=COURSE)
    alone, answered = boris.opens("Motsecret trois", question=True), boris.opens("Motsecret quatre")
    anna.answers(answered, "Une réponse")
    file_all(quiet_house, settings)
    hears(quiet_house, "enrolment.learner.erased", course=COURSE, learner="boris")
    file_all(quiet_house, settings)

    shown = posts(anna, theirs["id"])
    assert [one["number"] for one in shown] == [1, 2, 3, 4]
    assert (shown[1]["author"], shown[1]["gone"], shown[0]["thanks"]) == (None, "erased", 0)
    assert "a quitté le parcours" in shown[1]["body"]
    assert (shown[2]["body"], shown[2]["mentions"]) == ("Merci @… !", [])
    for opened in (alone, answered):
        assert ask(anna, "GET", f"/discussions/{opened['id']}")["title"].startswith("Discussion d’une personne")
    assert found(anna, "motsecret") == []
    database = quiet_house.database("forum")
    kept = {name: list(database[name].find()) for name in database.list_collection_names()}
    assert "motsecret" not in json.dumps(kept, default=str).lower(), "nor in what was told"
    kept.pop("outbox")
    assert '"boris"' not in json.dumps(kept, default=str)


def test_all_that_forum_holds_about_me_can_be_read(quiet_house: House, anna: Actor, boris: Actor) -> None:
    discussion = anna.opens("La mienne", body="Mes mots")
    post = boris.answers(discussion, "Les siens")
    ask(anna, "PUT", f"/posts/{post['id']}/thanks")
    ask(anna, "PUT", "/me/subjects", {"subjects": ["Jeux"]}, course=COURSE)
    held = ask(anna, "GET", "/me/data")
    assert held["service"] == "forum"
    assert [one["title"] for one in held["discussions"]] == ["La mienne"]
    assert [one["body"] for one in held["posts"]] == ["Mes mots"]
    assert (held["thanks"][0]["post"], held["subjects"][0]["subjects"]) == (post["id"], ["Jeux"])
    assert held["reads"][0]["number"] == 1
    assert "Les siens" not in json.dumps(held)
