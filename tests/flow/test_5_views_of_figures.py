"""reporting/reactions → views → figures: what happened is counted, and told on."""

from datetime import UTC, datetime, timedelta
from typing import Any

from forum import commands
from kit.identity import Person
from kit.testing import House, eventually, happens
from kit.unit_of_work import Work, transact

from .conftest import COURSE, Actor, figures


def test_posts_discussions_and_projects_are_counted(house: House, anna: Actor, boris: Actor) -> None:
    discussion = anna.opens()
    boris.answers(discussion)
    with happens(lambda: figures(house).get("projects") == 1):
        boris.declares()
    eventually(lambda: figures(house)["posts"] == 2)
    counted = figures(house)
    assert (counted["discussions"], counted["active_discussions"], counted["enrolled"]) == (1, 1, 0)


def open_in_the_past(house: House, days: int) -> Any:
    def command(work: Work) -> Any:
        anna = Person("anna", {COURSE: ("learner",)})
        return commands.open_discussion(work, anna, COURSE, title="Il y a longtemps", body="…")

    then = datetime.now(UTC) - timedelta(days=days)
    return transact(house.database("forum"), command, deadline=5, now=then)


def test_a_discussion_that_fell_silent_is_no_longer_active(house: House, boris: Actor) -> None:
    old = open_in_the_past(house, days=8)
    eventually(lambda: figures(house).get("discussions") == 1)
    assert figures(house)["active_discussions"] == 0
    with happens(lambda: figures(house)["active_discussions"] == 1):
        boris.answers({"id": old["_id"]})


def days(house: House, **asked: str) -> Any:
    path = f"/api/reporting/courses/{COURSE}/days"
    return house.client("reporting").get(path, query_string=asked).json["items"]


def test_each_day_has_its_own_figures(house: House, anna: Actor) -> None:
    open_in_the_past(house, days=3)
    anna.opens()
    eventually(lambda: figures(house).get("posts") == 2)
    today = datetime.now(UTC).date()
    assert [(day["day"], day["posts"]) for day in days(house)] == [
        (str(today - timedelta(days=3)), 1),
        (str(today), 1),
    ]
    assert len(days(house, first=str(today))) == 1
    assert days(house, last=str(today - timedelta(days=4))) == []


def test_a_period_that_is_none_is_refused(quiet_house: House) -> None:
    client = quiet_house.client("reporting")
    answer = client.get(f"/api/reporting/courses/{COURSE}/days", query_string={"first": "demain"})
    assert answer.status_code == 422
    assert "first" in answer.json["errors"]


def test_a_course_nothing_was_heard_of_is_not_found(quiet_house: House) -> None:
    assert quiet_house.client("reporting").get("/api/reporting/courses/jardinage/figures").status_code == 404


def test_new_figures_are_told_in_order(house: House, anna: Actor) -> None:
    discussion = anna.opens()
    for number in range(5):
        anna.answers(discussion, f"Suite {number}")
    outbox = house.database("reporting")["outbox"]
    eventually(lambda: figures(house).get("posts") == 6)
    rows = sorted(outbox.find(), key=lambda row: row["sequence"])
    assert [row["sequence"] for row in rows] == list(range(1, len(rows) + 1))
    posts = [row["data"]["figures"]["posts"] for row in rows]
    assert posts == sorted(posts)
    assert posts[-1] == 6
    assert {row["aggregate"] for row in rows} == {f"figures/{COURSE}"}


def test_every_event_is_kept_once_at_a_gap_free_position(house: House, anna: Actor, boris: Actor) -> None:
    discussion = anna.opens()
    for _ in range(10):
        boris.answers(discussion)
    events = house.database("reporting")["events"]
    # 11 posts, 1 discussion, 10 notifications
    eventually(lambda: events.count_documents({}) == 22)
    assert sorted(event["_id"] for event in events.find()) == list(range(1, 23))
    kept = events.find_one({"type": "org.bascule.forum.post.published.v1"})
    assert kept["data"].keys() >= {"course", "discussion", "post", "number", "title", "author"}
