"""Facilitators merge and split discussions: no address, no follower, no unread post is lost."""

import threading
from typing import Any

import pytest
from kit.settings import Settings
from kit.testing import House

from ..conftest import COURSE, Actor
from .parts import ask, file_all, found, listed, posts, told


def merge(who: Actor, goes: dict[str, Any], stays: dict[str, Any], status: int = 200) -> Any:
    return ask(who, "POST", f"/discussions/{goes['id']}/merge", {"into": stays["id"]}, status)


def test_merged_posts_stand_in_the_order_of_time_and_keep_their_addresses(
    quiet_house: House, anna: Actor, boris: Actor, chloe: Actor
) -> None:
    stays, goes = anna.opens("Celle qui reste"), boris.opens("Celle qui part")
    one, two, three = anna.answers(stays, "1"), boris.answers(goes, "2"), anna.answers(stays, "3")
    merged = merge(chloe, goes, stays)
    assert (merged["id"], merged["posts"]) == (stays["id"], 5)
    read = posts(anna, stays["id"])
    assert [post["number"] for post in read] == [1, 2, 3, 4, 5]
    assert [post["body"] for post in read[2:]] == ["1", "2", "3"]
    for number, post in enumerate((one, two, three), 3):
        now = ask(boris, "GET", f"/posts/{post['id']}")
        assert (now["discussion"], now["number"]) == (stays["id"], number)
    assert told(quiet_house, "discussion.merged") == [
        {
            "course": COURSE,
            "discussion": stays["id"],
            "merged": goes["id"],
            "title": "Celle qui reste",
            "by": "chloe",
        }
    ]


def test_every_old_address_leads_to_the_discussion_that_stays(anna: Actor, chloe: Actor) -> None:
    first, second, third = (anna.opens(f"Discussion {number}") for number in range(3))
    merge(chloe, first, second)
    merge(chloe, second, third)
    for old in (first, second, third):
        assert ask(anna, "GET", f"/discussions/{old['id']}")["id"] == third["id"]
        assert [post["number"] for post in posts(anna, old["id"])] == [1, 2, 3]
    assert anna.answers(first, "À l'ancienne adresse")["discussion"] == third["id"]
    assert listed(anna) == ["Discussion 2"]


def test_no_circle_can_be_merged(anna: Actor, chloe: Actor) -> None:
    first, second = anna.opens("Une"), anna.opens("Deux")
    merge(chloe, first, first, status=409)
    merge(chloe, first, second)
    merge(chloe, second, first, status=409)
    merge(chloe, first, second, status=409)
    assert ask(anna, "GET", f"/discussions/{first['id']}")["id"] == second["id"]


def test_of_two_opposite_merges_at_once_one_is_refused(quiet_house: House, anna: Actor, chloe: Actor) -> None:
    first, second = anna.opens("Une"), anna.opens("Deux")
    statuses = []
    quiet_house.client("forum")

    def try_it(goes: dict[str, Any], stays: dict[str, Any]) -> None:
        path = f"/api/forum/discussions/{goes['id']}/merge"
        statuses.append(chloe.at("forum").post(path, json={"into": stays["id"]}).status_code)

    threads = [threading.Thread(target=try_it, args=pair) for pair in ((first, second), (second, first))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, 409]
    assert ask(anna, "GET", f"/discussions/{first['id']}")["posts"] == 2


def test_a_merge_is_for_facilitators_of_one_course(quiet_house: House, anna: Actor, chloe: Actor) -> None:
    one, other = anna.opens("Une"), anna.opens("Deux")
    merge(anna, one, other, status=403)
    merge(Actor(quiet_house, "stranger", "facilitator", "jardinage"), one, other, status=403)
    merge(chloe, one, {"id": "nobody"}, status=404)
    quiet_house.database("forum")["discussions"].update_one({"_id": other["id"]}, {"$set": {"course": "jardinage"}})
    both = Actor(quiet_house, "dora", "facilitator")
    both.token = quiet_house.signer.token("dora", {COURSE: ["facilitator"], "jardinage": ["facilitator"]})
    merge(both, one, other, status=409)


def test_a_merge_repeated_with_its_key_is_answered_alike(anna: Actor, chloe: Actor) -> None:
    goes, stays = anna.opens("Une"), anna.opens("Deux")
    path = f"/api/forum/discussions/{goes['id']}/merge"
    answers = [
        chloe.at("forum").post(path, json={"into": stays["id"]}, headers={"Idempotency-Key": "k"}) for _ in range(2)
    ]
    assert answers[0].json == answers[1].json
    assert answers[1].status_code == 200


def test_what_was_not_read_stays_unread_after_a_merge(anna: Actor, boris: Actor, chloe: Actor) -> None:
    stays, goes = anna.opens("Celle qui reste"), anna.opens("Celle qui part")
    anna.answers(stays, "3e en tout")
    ask(boris, "PUT", f"/discussions/{stays['id']}/read", {"number": 2})
    merge(chloe, goes, stays)
    seen = ask(boris, "GET", f"/discussions/{stays['id']}")
    assert (seen["read"], seen["unread"]) == (1, 2)
    assert ask(anna, "GET", f"/discussions/{stays['id']}")["unread"] == 0


def test_who_wrote_in_the_one_that_went_follows_the_one_that_stays(anna: Actor, boris: Actor, chloe: Actor) -> None:
    goes, stays = boris.opens("Celle qui part"), anna.opens("Celle qui reste")
    merge(chloe, goes, stays)
    assert listed(boris, filter="followed") == ["Celle qui reste"]


def test_some_posts_become_a_discussion_of_their_own(
    quiet_house: House, anna: Actor, boris: Actor, chloe: Actor
) -> None:
    discussion = anna.opens("De tout", tags=["budget"])
    made = [who.answers(discussion, str(n)) for n, who in enumerate((boris, anna, boris, anna), 2)]
    ask(chloe, "PUT", f"/discussions/{discussion['id']}/read", {"number": 3})
    chosen = [made[0]["id"], made[2]["id"]]
    asked = {"title": "À part", "posts": chosen, "question": True}
    split = ask(chloe, "POST", f"/discussions/{discussion['id']}/split", asked, status=201)
    assert (split["title"], split["posts"], split["author"], split["tags"]) == ("À part", 2, "boris", ["budget"])
    assert [(post["id"], post["number"]) for post in posts(anna, split["id"])] == [(chosen[0], 1), (chosen[1], 2)]
    assert [(post["body"], post["number"]) for post in posts(anna, discussion["id"])][1:] == [("3", 2), ("5", 3)]
    reads = [ask(chloe, "GET", f"/discussions/{one['id']}")["read"] for one in (discussion, split)]
    assert reads == [2, 1]
    (event,) = told(quiet_house, "discussion.split")
    assert (event["discussion"], event["into"], event["posts"]) == (discussion["id"], split["id"], chosen)
    assert boris.answers(split, "La suite")["number"] == 3


@pytest.mark.parametrize("which", ["nothing", "the opening", "a stranger", "not a list"])
def test_a_split_of_the_wrong_posts_is_refused_and_changes_nothing(anna: Actor, chloe: Actor, which: str) -> None:
    discussion = anna.opens()
    anna.answers(discussion)
    opening, other = posts(anna, discussion["id"])[0], posts(anna, anna.opens()["id"])[0]
    chosen = {"nothing": [], "the opening": [opening["id"]], "a stranger": [other["id"]], "not a list": "x"}[which]
    asked = {"title": "À part", "posts": chosen}
    assert "posts" in ask(chloe, "POST", f"/discussions/{discussion['id']}/split", asked, status=422)["errors"]
    ask(anna, "POST", f"/discussions/{discussion['id']}/split", asked | {"posts": ["x"]}, status=403)
    assert ask(anna, "GET", f"/discussions/{discussion['id']}")["posts"] == 2


def test_the_answer_goes_with_its_post(anna: Actor, boris: Actor, chloe: Actor) -> None:
    question = anna.opens("Comment faire ?", question=True)
    answer = boris.answers(question, "Ainsi")
    ask(anna, "PUT", f"/discussions/{question['id']}/answer", {"post": answer["id"]})
    asked = {"title": "À part", "posts": [answer["id"]]}
    split = ask(chloe, "POST", f"/discussions/{question['id']}/split", asked, status=201)
    left = ask(anna, "GET", f"/discussions/{question['id']}")
    assert (left["answer"], left["unanswered"], left["first_answer_at"]) == (None, True, None)
    assert (split["answer"], split["unanswered"]) == (None, False)


def test_merged_and_split_posts_are_found_where_they_are(
    quiet_house: House, settings: Settings, anna: Actor, chloe: Actor
) -> None:
    goes, stays = anna.opens("Vélos de service", tags=["mobilité"]), anna.opens("Covoiturage", tags=["route"])
    anna.answers(goes, "La clé du garage")
    file_all(quiet_house, settings)
    merge(chloe, goes, stays)
    file_all(quiet_house, settings)
    assert found(anna, "garage") == [("post", "Covoiturage")]
    assert sorted(found(anna, "seule")) == [("discussion", "Covoiturage"), ("post", "Covoiturage")]
    assert found(anna, "vélos") == []
    assert found(anna, tag="mobilité") == []
    assert len(found(anna, tag="route")) == 3
    moved = [post["id"] for post in posts(anna, stays["id"]) if "garage" in post["body"]]
    ask(chloe, "POST", f"/discussions/{stays['id']}/split", {"title": "Le garage", "posts": moved}, status=201)
    file_all(quiet_house, settings)
    assert found(anna, "garage") == [("discussion", "Le garage")]
