"""Who is told what on their bell, once: entries grow with the news of a day, are read, and are counted right."""

from datetime import timedelta
from typing import Any

import pytest
from kit.testing import House, eventually, happens
from notifications import events
from notifications.domain.bells import Ring, begin_or_fold, entry

from ..conftest import COURSE, Actor
from .parts import bells, database, edited, now, posted, take, told

READ = "/api/notifications/bells/read"


def test_an_answer_rings_for_those_who_wrote_before(house: House, anna: Actor, boris: Actor, chloe: Actor) -> None:
    discussion = anna.opens("Cinq usagers en une semaine ?")
    with happens(anna.bells):
        boris.answers(discussion)
    with happens(lambda: anna.bells()[0]["count"] == 2 and len(boris.bells()) == 1):
        chloe.answers(discussion)
    assert chloe.bells() == []
    (bell,) = boris.bells()
    assert (bell["kind"], bell["reason"], bell["actor"]) == ("reply", "you-wrote", "chloe")
    assert bell["about"] == {"type": "discussion", "id": discussion["id"], "title": "Cinq usagers en une semaine ?"}
    (bell,) = anna.bells()
    assert (bell["kind"], bell["reason"], bell["actors"]) == ("answer", "you-opened", ["chloe", "boris"])
    assert bell["mute"] == {"type": "discussion", "id": discussion["id"]}


def test_nobody_hears_of_their_own_post(house: House, anna: Actor, boris: Actor) -> None:
    discussion = anna.opens()
    anna.answers(discussion, "Je précise.")
    with happens(anna.bells):
        boris.answers(discussion)
    assert anna.bells()[0]["count"] == 1


def test_news_of_one_day_and_discussion_are_one_entry_that_becomes_new_again(office: House, anna: Actor) -> None:
    take(office, posted(2, "anna"), posted(3, "boris"), posted(4, "boris"))
    assert anna.unread() == 1
    (bell,) = anna.bells()
    assert (bell["count"], bell["fresh"], bell["read"]) == (2, 2, False)
    anna.at("notifications").post(READ, json={"course": COURSE, "ids": [bell["id"]]})
    take(office, posted(5, "chloe"))
    (bell,) = anna.bells()
    assert (bell["count"], bell["fresh"], bell["read"]) == (3, 1, False)
    assert bell["actors"] == ["chloe", "boris"]


def test_a_worker_whose_clock_is_ahead_hides_no_bell(office: House, anna: Actor) -> None:
    take(office, posted(2, "anna"), posted(3, "boris"))
    database(office)["bells"].update_one({}, {"$set": {"at": now() + timedelta(hours=1)}})
    assert [bell["actor"] for bell in anna.bells()] == ["boris"]


@pytest.mark.parametrize("shown", [True, False])
def test_an_entry_begun_without_looking_is_like_any_other(office: House, shown: bool) -> None:
    """Few news are upserted, many inserted and changed: neither reader nor digest can tell them apart."""
    ring = Ring("anna", COURSE, "reply", "you-wrote", {"type": "discussion", "id": "d"}, "boris", "e", now())
    begun = begin_or_fold(ring, now(), shown=shown)
    kept = database(office)["bells"]
    kept.update_one({"_id": ring.bell}, begun, upsert=True)
    expected = entry(ring, begun["$max"]["at"], shown=shown)
    assert kept.find_one({"_id": ring.bell}) == expected


def test_one_event_tells_that_all_of_them_were_told(office: House) -> None:
    take(office, posted(2, "anna"), posted(3, "boris"))
    post = posted(4, "chloe")
    take(office, post)
    rows = database(office)["outbox"].find({"type": events.NOTIFICATION_RAISED.type, "causation": post.id})
    by_kind = {row["data"]["kind"]: row["data"]["recipients"] for row in rows}
    assert by_kind == {"answer": ["anna"], "reply": ["boris"]}


def test_bells_can_be_marked_as_read_once(office: House, anna: Actor, boris: Actor) -> None:
    for discussion in ("d", "e", "f"):
        take(office, posted(2, "anna", discussion), posted(3, "boris", discussion))
    assert anna.unread() == 3
    first = anna.bells()[0]["id"]
    for _ in range(2):
        answer = anna.at("notifications").post(READ, json={"course": COURSE, "ids": [first]})
        assert answer.json == {"unread": 2}
    assert boris.at("notifications").post(READ, json={"course": COURSE, "ids": [first]}).json == {"unread": 0}
    assert anna.at("notifications").post(READ, json={"course": COURSE, "all": True}).json == {"unread": 0}
    assert [bell["read"] for bell in anna.bells()] == [True] * 3


def test_what_is_on_screen_is_read_and_told_as_opened(office: House, anna: Actor) -> None:
    take(office, posted(2, "anna"), posted(3, "boris"), posted(2, "anna", "other"), posted(3, "boris", "other"))
    seen = {"course": COURSE, "about": {"type": "discussion", "id": "d"}, "channel": "mail"}
    assert anna.at("notifications").post(READ, json=seen).json == {"unread": 1}
    (opened,) = database(office)["outbox"].find({"type": events.NOTIFICATION_OPENED.type})
    assert opened["data"] == {"course": COURSE, "kind": "answer", "channel": "mail", "learner": "anna"}


@pytest.mark.parametrize(
    "asked", [{}, {"ids": []}, {"ids": ["x"], "all": True}, {"all": False}, {"ids": "x"}, {"ids": ["x" * 301]}]
)
def test_marking_as_read_says_what_it_wants(office: House, anna: Actor, asked: dict[str, Any]) -> None:
    answer = anna.at("notifications").post(READ, json={"course": COURSE} | asked)
    assert answer.status_code == 422
    assert "ids" in answer.json["errors"]


def test_pages_show_everything_once_newest_first(office: House, anna: Actor) -> None:
    for number in range(12):
        take(office, posted(2, "anna", f"d{number:02}"), posted(3, "boris", f"d{number:02}"))
    seen, after = [], {}
    while True:
        asked = {"course": COURSE, "limit": 5} | after
        page = anna.at("notifications").get("/api/notifications/bells", query_string=asked).json
        seen += [one["about"]["id"] for one in page["items"]]
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert seen == [f"d{number:02}" for number in reversed(range(12))]


@pytest.mark.parametrize("after", ["x", "2026-13-01~a", "2026-01-01T00:00:00~a", "~", "9999-12-31T23:59:59+00:00~"])
def test_a_cursor_that_is_none_is_told_so(office: House, anna: Actor, after: str) -> None:
    asked = {"course": COURSE, "after": after}
    answer = anna.at("notifications").get("/api/notifications/bells", query_string=asked)
    assert answer.status_code == 422
    assert "after" in answer.json["errors"]


def test_bells_are_for_members_of_the_course(office: House) -> None:
    stranger = Actor(office, "stranger", course="another-course")
    for path in ("bells", "bells/unread", "levels"):
        asked = {"course": COURSE}
        assert stranger.at("notifications").get(f"/api/notifications/{path}", query_string=asked).status_code == 403


def test_a_mention_and_an_answer_are_told_as_what_they_are(office: House) -> None:
    take(office, posted(2, "anna"), posted(3, "boris"))
    take(office, posted(4, "chloe", mentions=["dora"], reply_to="d-p3"))
    assert bells(office, "dora")[0]["reasons"] == ["you-are-mentioned"]
    assert bells(office, "boris")[0]["kinds"] == ["answer"]
    assert bells(office, "boris")[0]["reasons"] == ["answers-you"]


def test_a_mention_added_by_an_edit_rings_for_whom_it_is_new_and_for_nobody_else(office: House, anna: Actor) -> None:
    post = posted(3, "boris", mentions=["dora"])
    take(office, posted(2, "anna"), post)
    heard = anna.bells()[0]["count"]
    take(office, edited(post, "emil"))
    (bell,) = bells(office, "emil")
    assert (bell["kinds"], bell["reasons"], bell["latest"][0]["actor"]) == (["mention"], ["you-are-mentioned"], "boris")
    assert bell["about"] == {"type": "discussion", "id": "d", "title": "Bonjour"}
    assert [one["count"] for one in bells(office, "dora")] == [1]
    assert anna.bells()[0]["count"] == heard
    take(office, edited(post))
    assert bells(office, "boris") == []


def test_what_an_edit_told_is_not_mailed_once_the_message_is_removed(office: House) -> None:
    post = posted(3, "boris")
    take(office, posted(2, "chloe"), post)
    take(office, edited(post, "dora"))
    removed = {name: post.data[name] for name in ("post", "discussion", "author")}
    take(office, told("forum.post.removed", "d", 10, by="boris", **removed))
    mails = list(database(office)["mails"].find({"person": "dora", "channel": "mail"}))
    assert [mail["outcome"] for mail in mails] == ["cancelled"]


def test_a_mention_rings_once_even_for_who_follows(office: House) -> None:
    take(office, posted(2, "anna"), posted(3, "boris", mentions=["anna", "anna"]))
    (bell,) = bells(office, "anna")
    assert (bell["count"], bell["kinds"]) == (1, ["mention"])


def test_what_was_removed_is_not_mailed(office: House) -> None:
    take(office, posted(2, "anna"), posted(3, "boris"))
    take(office, told("forum.post.removed", "d", 4, discussion="d", post="d-p3"))
    (mail,) = database(office)["mails"].find()
    assert mail["outcome"] == "cancelled"


def test_the_whole_way_counts_as_one(house: House, anna: Actor, boris: Actor) -> None:
    discussion = anna.opens()
    for number in range(3):
        boris.answers(discussion, f"Réponse {number}")
    eventually(lambda: anna.bells() and anna.bells()[0]["count"] == 3)
    assert anna.unread() == 1
