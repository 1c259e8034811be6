"""Discussions are opened with a stage and tags, changed by who may, and listed by who wrote last."""

from typing import Any

import pytest
from kit.testing import House

from ..conftest import COURSE, Actor
from .parts import ask, listed, told


def test_a_discussion_has_tags_and_its_event_tells_them(quiet_house: House, anna: Actor) -> None:
    opened = anna.opens(tags=["Budget participatif", "#Écoute", "écoute"], question=True)
    assert opened["tags"] == ["budget-participatif", "écoute"]
    assert (opened["question"], opened["unanswered"], opened["answer"]) == (True, True, None)
    assert told(quiet_house, "discussion.opened")[0]["tags"] == opened["tags"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"tags": ["a"]}, "tags"),
        ({"tags": [f"tag-{number}" for number in range(6)]}, "tags"),
        ({"tags": "budget"}, "tags"),
        ({"title": ""}, "title"),
        ({"stage": 6}, "stage"),
        ({"posts": 7}, "posts"),
        ({"pinned": "perhaps"}, "pinned"),
    ],
)
def test_a_wrong_change_names_its_field(anna: Actor, changes: dict[str, Any], field: str) -> None:
    problem = ask(anna, "PATCH", f"/discussions/{anna.opens()['id']}", changes, status=422)
    assert field in problem["errors"]


def test_who_opened_it_may_change_its_title_and_facilitators_may_pin_and_lock_it(
    quiet_house: House, anna: Actor, boris: Actor, chloe: Actor
) -> None:
    path = f"/discussions/{anna.opens()['id']}"
    assert ask(anna, "PATCH", path, {"title": "Par qui commencer ?"})["title"] == "Par qui commencer ?"
    (told,) = quiet_house.database("forum")["outbox"].find({"type": "org.bascule.forum.discussion.renamed.v1"})
    assert (told["data"]["title"], told["data"]["by"], told["sequence"]) == ("Par qui commencer ?", "anna", 3)
    ask(boris, "PATCH", path, {"title": "Autre chose"}, status=403)
    ask(anna, "PATCH", path, {"pinned": True}, status=403)
    ask(boris, "PATCH", path, {"locked": True}, status=403)
    changed = ask(chloe, "PATCH", path, {"pinned": True, "locked": True, "tags": ["Accueil"]})
    assert (changed["pinned"], changed["locked"], changed["tags"]) == (True, True, ["accueil"])


def test_a_locked_discussion_is_read_and_not_answered_until_it_is_unlocked(anna: Actor, chloe: Actor) -> None:
    discussion = anna.opens()
    path = f"/discussions/{discussion['id']}"
    ask(chloe, "PATCH", path, {"locked": True})
    ask(anna, "POST", f"{path}/posts", {"body": "Trop tard"}, status=409)
    assert ask(anna, "GET", path)["posts"] == 1
    ask(chloe, "PATCH", path, {"locked": False})
    assert anna.answers(discussion)["number"] == 2


def test_pinned_ones_stand_first_once_and_no_more_than_five_are_pinned(anna: Actor, chloe: Actor) -> None:
    opened = [anna.opens(f"Discussion {number}") for number in range(7)]
    for one in opened[:5]:
        ask(chloe, "PATCH", f"/discussions/{one['id']}", {"pinned": True})
    ask(chloe, "PATCH", f"/discussions/{opened[5]['id']}", {"pinned": True}, status=409)
    first = ask(anna, "GET", f"/courses/{COURSE}/discussions", limit=1)
    assert [one["pinned"] for one in first["items"]] == [True] * 5 + [False]
    rest = ask(anna, "GET", f"/courses/{COURSE}/discussions", limit=20, after=first["next"])
    titles = [one["title"] for one in first["items"] + rest["items"]]
    assert sorted(titles) == sorted(one["title"] for one in opened)


def test_whoever_is_written_in_last_comes_first(anna: Actor, boris: Actor) -> None:
    older, newer = anna.opens("Plus ancienne"), anna.opens("Plus récente")
    assert listed(boris) == ["Plus récente", "Plus ancienne"]
    boris.answers(older)
    assert listed(boris) == ["Plus ancienne", "Plus récente"]
    assert newer["id"] != older["id"]


def test_the_list_is_filtered_by_stage_tag_mine_unanswered_followed_and_unread(
    quiet_house: House, anna: Actor, boris: Actor
) -> None:
    quiet_house.database("forum")["stages"].insert_one({"_id": f"{COURSE}/2", "course": COURSE, "number": 2})
    tagged = anna.opens("Avec un mot-clé", tags=["budget"])
    anna.opens("De l'étape deux", stage=2)
    question = anna.opens("Une question", question=True)
    boris.opens("De Boris")
    assert listed(boris, tag="Budget") == ["Avec un mot-clé"]
    assert listed(boris, stage=2) == ["De l'étape deux"]
    assert listed(boris, filter="mine") == ["De Boris"]
    assert listed(boris, filter="unanswered") == ["Une question"]
    assert listed(boris, filter="followed") == ["De Boris"]
    assert listed(boris, filter="unread") == ["Une question", "De l'étape deux", "Avec un mot-clé"]
    boris.answers(question)
    boris.answers(tagged)
    assert listed(boris, filter="unanswered") == []
    assert listed(boris, filter="followed") == ["Avec un mot-clé", "Une question", "De Boris"]
    assert listed(boris, filter="followed", tag="budget") == ["Avec un mot-clé"]
    assert listed(boris, filter="unread") == ["De l'étape deux"]


@pytest.mark.parametrize(
    "asked", [{"filter": "best"}, {"stage": 0}, {"tag": "x"}, {"after": "yesterday"}, {"limit": 0}]
)
def test_a_wrong_filter_is_named(anna: Actor, asked: dict[str, Any]) -> None:
    problem = ask(anna, "GET", f"/courses/{COURSE}/discussions", status=422, **asked)
    assert problem["errors"].keys() == asked.keys()


def test_every_page_follows_the_one_before_without_a_gap(anna: Actor) -> None:
    titles = [anna.opens(f"Discussion {number}")["title"] for number in range(9)]
    seen, after = [], {}
    while True:
        page = ask(anna, "GET", f"/courses/{COURSE}/discussions", limit=2, **after)
        seen += [one["title"] for one in page["items"]]
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert seen == titles[::-1]


def test_discussions_that_were_written_in_at_one_moment_are_all_listed(quiet_house: House, anna: Actor) -> None:
    titles = {anna.opens(f"Discussion {number}")["title"] for number in range(5)}
    kept = quiet_house.database("forum")["discussions"]
    kept.update_many({}, {"$set": {"last_at": kept.find_one()["last_at"]}})
    seen, after = [], {}
    for _ in range(5):
        page = ask(anna, "GET", f"/courses/{COURSE}/discussions", limit=1, **after)
        seen += [one["title"] for one in page["items"]]
        after = {"after": page["next"]}
    assert page["next"] is None
    assert set(seen) == titles


def test_hidden_discussions_are_seen_by_their_author_and_by_facilitators_only(
    quiet_house: House, anna: Actor, boris: Actor, chloe: Actor
) -> None:
    discussion = anna.opens("Masquée")
    quiet_house.database("forum")["discussions"].update_one({"_id": discussion["id"]}, {"$set": {"hidden": "d"}})
    assert listed(anna) == listed(chloe) == ["Masquée"]
    assert listed(boris) == []
    ask(boris, "GET", f"/discussions/{discussion['id']}", status=404)
    ask(boris, "GET", f"/discussions/{discussion['id']}/posts", status=404)
