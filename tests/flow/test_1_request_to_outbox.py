"""browser → api → commands → unit_of_work: one request changes documents and adds its event, or does neither."""

import json
import threading
from typing import Any

import pytest
from kit.errors import Unavailable
from kit.testing import House, Signer
from kit.unit_of_work import Work, once, transact
from pymongo.errors import PyMongoError

from .conftest import COURSE, PROJECT, Actor


def outbox(house: House) -> list[dict[str, Any]]:
    return sorted(house.database("forum")["outbox"].find(), key=lambda row: (row["aggregate"], row["sequence"]))


def test_a_discussion_and_its_events_are_written_together(quiet_house: House, anna: Actor) -> None:
    discussion = anna.opens()
    opened, published = outbox(quiet_house)
    assert opened["type"] == "org.bascule.forum.discussion.opened.v1"
    assert published["type"] == "org.bascule.forum.post.published.v1"
    assert (opened["aggregate"], opened["sequence"], published["sequence"]) == (discussion["id"], 1, 2)
    assert opened["unsent"]
    assert opened["correlation"] == published["correlation"]


def test_a_command_that_fails_leaves_nothing_behind(quiet_house: House) -> None:
    database = quiet_house.database("forum")

    def fails(work: Work) -> None:
        work.insert("posts", {"_id": "half"})
        work.flush()
        raise LookupError("after the write")

    with pytest.raises(LookupError):
        transact(database, fails, deadline=1)
    assert database["posts"].find_one("half") is None


def test_a_post_repeated_with_its_key_is_published_once(quiet_house: House, anna: Actor) -> None:
    discussion = anna.opens()
    first = anna.answers(discussion, **{"Idempotency-Key": "k1"})
    again = anna.answers(discussion, **{"Idempotency-Key": "k1"})
    assert again == first
    assert quiet_house.database("forum")["posts"].count_documents({}) == 2


def test_a_key_may_not_come_back_with_another_body(anna: Actor) -> None:
    discussion = anna.opens()
    anna.answers(discussion, body="un", **{"Idempotency-Key": "k1"})
    path = f"/api/forum/discussions/{discussion['id']}/posts"
    answer = anna.at("forum").post(path, json={"body": "deux"}, headers={"Idempotency-Key": "k1"})
    assert answer.status_code == 422
    assert answer.json["errors"] == {"Idempotency-Key": ["reused"]}


def test_one_persons_key_is_not_anothers(anna: Actor, boris: Actor) -> None:
    discussion = anna.opens()
    keys = {"Idempotency-Key": "k1"}
    assert anna.answers(discussion, **keys)["id"] != boris.answers(discussion, **keys)["id"]


def test_a_commit_whose_answer_was_lost_is_not_made_twice(quiet_house: House, monkeypatch: Any, anna: Actor) -> None:
    discussion = anna.opens()
    lost = []

    def commits_but_says_no(database: Any, function: Any, **options: Any) -> Any:
        result = once(database, function, **options)
        if not lost:
            lost.append(True)
            raise PyMongoError("the answer was lost", error_labels=["UnknownTransactionCommitResult"])
        return result

    monkeypatch.setattr("kit.unit_of_work.once", commits_but_says_no)
    anna.answers(discussion, "une seule fois")
    assert lost
    assert quiet_house.database("forum")["posts"].count_documents({"body": "une seule fois"}) == 1


def test_twenty_people_who_answer_at_once_all_get_their_number(quiet_house: House, anna: Actor) -> None:
    discussion = anna.opens()
    people = [Actor(quiet_house, f"person-{number}") for number in range(20)]
    quiet_house.client("forum")  # makes the application before the threads need it
    threads = [threading.Thread(target=person.answers, args=(discussion,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = sorted(post["number"] for post in quiet_house.database("forum")["posts"].find())
    assert numbers == list(range(1, 22))
    assert [row["sequence"] for row in outbox(quiet_house)] == list(range(1, 23))


def test_a_unit_that_can_never_commit_gives_up_at_the_deadline(quiet_house: House) -> None:
    database = quiet_house.database("forum")
    database["discussions"].insert_one({"_id": "d", "version": 5})

    def on_an_old_version(work: Work) -> None:
        work.change("discussions", {"_id": "d", "version": 4}, {"$set": {"title": "late"}})

    with pytest.raises(Unavailable):
        transact(database, on_an_old_version, deadline=0.3)
    assert database["discussions"].find_one("d") == {"_id": "d", "version": 5}


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({}, "title"),
        ({"title": "ab", "body": "x"}, "title"),
        ({"title": "x" * 161, "body": "x"}, "title"),
        ({"title": "Bonjour", "body": ""}, "body"),
        ({"title": "Bonjour", "body": 7}, "body"),
        ({"title": "Bonjour", "body": "x", "stage": 0}, "stage"),
        ({"title": "Bonjour", "body": "x", "stage": 6}, "stage"),
        ({"title": "Bonjour", "body": "x", "stage": "six"}, "stage"),
        ({"title": "Bonjour", "body": "x", "colour": "red"}, "colour"),
        ({"title": "Bon\x00jour", "body": "x"}, "title"),
        ({"title": "Bon\ud800jour", "body": "x"}, "title"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_written(
    quiet_house: House, anna: Actor, asked: dict[str, Any], field: str
) -> None:
    path = f"/api/forum/courses/{COURSE}/discussions"
    answer = anna.at("forum").post(path, data=json.dumps(asked), content_type="application/json")
    assert answer.status_code == 422
    assert answer.content_type == "application/problem+json"
    assert field in answer.json["errors"]
    assert outbox(quiet_house) == []


@pytest.mark.parametrize("place", [{"latitude": 91}, {"longitude": -181}, {"country": "XX"}, {"name": ""}])
def test_a_project_outside_the_world_is_refused(anna: Actor, place: dict[str, Any]) -> None:
    asked = PROJECT | {"place": PROJECT["place"] | place}  # type: ignore[operator]
    answer = anna.at("forum").post(f"/api/forum/courses/{COURSE}/projects", json=asked)
    assert answer.status_code == 422
    assert "place" in answer.json["errors"]


def test_broken_json_and_oversized_bodies_get_a_problem(anna: Actor) -> None:
    path = f"/api/forum/courses/{COURSE}/discussions"
    broken = anna.at("forum").post(path, data="{", content_type="application/json")
    large = anna.at("forum").post(path, json={"title": "Bonjour", "body": "x" * 70_000})
    assert (broken.status_code, large.status_code) == (400, 413)
    assert broken.content_type == large.content_type == "application/problem+json"


def test_unknown_things_are_not_found(anna: Actor) -> None:
    forum = anna.at("forum")
    assert forum.get("/api/forum/discussions/nobody").status_code == 404
    assert forum.post("/api/forum/discussions/nobody/posts", json={"body": "x"}).status_code == 404
    assert forum.get("/api/forum/nowhere").content_type == "application/problem+json"


def test_a_course_is_closed_to_people_of_another(quiet_house: House, anna: Actor) -> None:
    discussion = anna.opens()
    stranger = Actor(quiet_house, "stranger", course="jardinage").at("forum")
    assert stranger.get(f"/api/forum/discussions/{discussion['id']}").status_code == 403
    assert stranger.get(f"/api/forum/courses/{COURSE}/discussions").status_code == 403
    answer = stranger.post(f"/api/forum/discussions/{discussion['id']}/posts", json={"body": "x"})
    assert answer.status_code == 403


def test_only_facilitators_open_controversies(anna: Actor, chloe: Actor) -> None:
    asked = {
        "question": "Faut-il demander la permission ?",
        "context": "Deux écoles s'opposent.",
        "opens_at": "2026-01-05T08:00:00Z",
        "closes_at": "2026-01-12T08:00:00Z",
    }
    path = f"/api/forum/courses/{COURSE}/controversies"
    assert anna.at("forum").post(path, json=asked).status_code == 403
    assert chloe.at("forum").post(path, json=asked).status_code == 201
    backwards = asked | {"closes_at": "2026-01-04T08:00:00Z"}
    assert chloe.at("forum").post(path, json=backwards).json["errors"].keys() == {"closes_at"}


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x.y.z", "Basic YTpi"])
def test_without_a_good_token_one_is_asked_to_sign_in(quiet_house: House, header: str) -> None:
    client = quiet_house.client("forum")
    answer = client.get(f"/api/forum/courses/{COURSE}/discussions", headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_tokens_of_a_foreign_issuer_or_out_of_date_are_refused(quiet_house: House) -> None:
    stale = quiet_house.signer.token("anna", {COURSE: ["learner"]}, lasts=-1)
    foreign = Signer().token("anna", {COURSE: ["learner"]})
    for token in (stale, foreign):
        assert quiet_house.client("forum", token).get(f"/api/forum/courses/{COURSE}/projects").status_code == 401


def test_lists_come_in_pages(anna: Actor) -> None:
    titles = [anna.opens(f"Discussion {number}")["title"] for number in range(5)]
    path, seen, after = f"/api/forum/courses/{COURSE}/discussions", [], None
    while True:
        asked = {"limit": 2} | ({"after": after} if after else {})
        page = anna.at("forum").get(path, query_string=asked).json
        seen += [item["title"] for item in page["items"]]
        if (after := page["next"]) is None:
            break
    assert seen == titles[::-1]
    assert anna.at("forum").get(path, query_string={"limit": 101}).status_code == 422
