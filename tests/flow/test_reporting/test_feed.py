"""The pull feed: every event once, in order, from a cursor that holds for ever; and who may read it."""

import gzip
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import zstandard
from kit.testing import House
from reporting.views import feed

from .conftest import COURSE, Caller, Teller, as_role


@pytest.fixture(autouse=True)
def nobody_else_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed, "followers", feed.Followers())


@pytest.fixture
def told(teller: Teller) -> list[str]:
    """The ids of some events, in their order."""
    teller.enrols("anna")
    opened = teller.event("forum.discussion.opened", "d1", discussion="d1")
    post = teller.event("forum.post.published", "d1", discussion="d1")
    teller.takes(opened, post)
    elsewhere = teller.tell("forum.post.published", "d2", course="another-course")
    found = teller.database["events"].find().sort("_id", 1)
    assert elsewhere.id
    return [one["id"] for one in found if one["course"] == COURSE]


def lines(answer: Any) -> list[dict[str, Any]]:
    assert answer.status_code == 200, answer.text
    return [json.loads(line) for line in answer.data.splitlines() if line]


def test_events_come_in_order_as_cloud_events(told: list[str], reporter: Caller) -> None:
    found = lines(reporter.get("/events", course=COURSE))
    assert [one["id"] for one in found] == told
    assert found[0]["specversion"] == "1.0"
    assert found[0]["data"]["learner"] == "anna"


def test_the_last_cursor_goes_on_without_gap_or_repetition(told: list[str], reporter: Caller, teller: Teller) -> None:
    first = lines(reporter.get("/events", course=COURSE, limit=2))
    rest = lines(reporter.get("/events", course=COURSE, after=first[-1]["cursor"]))
    assert [one["id"] for one in first + rest] == told
    assert lines(reporter.get("/events", course=COURSE, after=rest[-1]["cursor"])) == []
    new = teller.enrols("boris")
    assert [one["id"] for one in lines(reporter.get("/events", course=COURSE, after=rest[-1]["cursor"]))] == [new.id]


def test_types_can_be_chosen_by_name_or_by_service(told: list[str], reporter: Caller) -> None:
    found = lines(reporter.get("/events", course=COURSE, types="forum.post.published,enrolment"))
    assert [one["type"].split(".")[2:4] for one in found] == [["enrolment", "learner"], ["forum", "post"]]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"types": "forum.cake.baked"}, "types"),
        ({"after": "demain"}, "after"),
        ({"after": "1.00000000"}, "after"),
        ({"after": "99999999999999999999.00000000"}, "after"),
        ({"limit": 0}, "limit"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(told: list[str], reporter: Caller, asked: Any, field: str) -> None:
    answer = reporter.get("/events", course=COURSE, **asked)
    assert answer.status_code == 422
    assert field in answer.json["errors"]


def test_a_cursor_of_another_course_or_of_the_future_is_refused(told: list[str], house: House) -> None:
    operator = Caller(house, house.signer.token("olga", {}, operator=True))
    cursor = lines(operator.get("/events", course="another-course"))[-1]["cursor"]
    other = operator.get("/events", course=COURSE, after=cursor)
    assert (other.status_code, other.json["detail"]) == (422, "This cursor is of another course")
    ahead = operator.get("/events", course="another-course", after=f"999.{cursor.partition('.')[2]}")
    assert (ahead.status_code, ahead.json["detail"]) == (422, "This cursor is ahead of the newest event")


def test_lines_can_be_packed(told: list[str], reporter: Caller) -> None:
    path, asked = "/api/reporting/events", {"course": COURSE}
    plain = reporter.client.get(path, query_string=asked).data
    packed = reporter.client.get(path, query_string=asked, headers={"Accept-Encoding": "gzip"})
    assert (packed.headers["Content-Encoding"], gzip.decompress(packed.data)) == ("gzip", plain)
    packed = reporter.client.get(path, query_string=asked, headers={"Accept-Encoding": "gzip, zstd"})
    assert packed.headers["Content-Encoding"] == "zstd"
    assert zstandard.ZstdDecompressor().decompressobj().decompress(packed.data) == plain


def test_following_waits_for_what_comes(told: list[str], reporter: Caller, teller: Teller) -> None:
    answer = reporter.client.get("/api/reporting/events", query_string={"course": COURSE, "follow": 1}, buffered=False)
    blocks: Any = iter(answer.response)
    assert [json.loads(line)["id"] for line in next(blocks).splitlines()] == told
    new = teller.enrols("boris")
    assert json.loads(next(blocks))["id"] == new.id
    assert list(blocks) == [], "it ends by itself, and its reader comes again"


def test_followers_leave_room_for_everybody_else(told: list[str], reporter: Caller) -> None:
    asked = {"course": COURSE, "follow": 1}
    reporter.client.application.extensions["bascule"]["threads"] = 7
    following = [reporter.client.get("/api/reporting/events", query_string=asked, buffered=False) for _ in range(3)]
    for one in following:
        next(iter(one.response))
    full = reporter.get("/events", **asked)
    assert (full.status_code, full.content_type) == (503, "application/problem+json")
    assert full.json["type"] == "urn:bascule:problem:unavailable"
    assert int(full.headers["Retry-After"]) == feed.COME_BACK
    assert reporter.get("/events", course=COURSE).status_code == 200, "who does not stay is answered"
    for one in following:
        one.close()
    again = reporter.get("/events", **asked)
    again.close()
    assert again.status_code == 200


def test_a_follower_who_reads_nothing_leaves_its_place(told: list[str], reporter: Caller) -> None:
    reporter.client.application.extensions["bascule"]["threads"] = 5
    asked = {"course": COURSE, "follow": 1}
    for _ in range(3):
        answer = reporter.client.head("/api/reporting/events", query_string=asked)
        answer.close()
        assert answer.status_code == 200


def given(house: House, **scope: Any) -> tuple[dict[str, Any], Caller]:
    """A new consumer of a reporter's, and a caller with its token."""
    asked = {"name": "Tableau de bord"} | scope
    answer = as_role(house, "reporter", "rita").post(f"/courses/{COURSE}/consumers", **asked)
    assert answer.status_code == 201, answer.json
    return answer.json, Caller(house, answer.json["token"])


def test_a_token_reads_its_course_and_no_other(told: list[str], house: House) -> None:
    made, program = given(house)
    assert [one["id"] for one in lines(program.get("/events", course=COURSE))] == told
    assert program.get("/events", course="another-course").status_code == 403
    assert made["token"] not in str(list(house.database("reporting")["consumers"].find())), "only its hash is kept"


def test_a_token_for_some_types_reads_those_only(told: list[str], house: House) -> None:
    _, program = given(house, types=["forum.post.published"])
    assert len(lines(program.get("/events", course=COURSE))) == 1
    answer = program.get("/events", course=COURSE, types="enrolment.learner.enrolled")
    assert (answer.status_code, list(answer.json["errors"])) == (403, ["types"])


def test_a_token_for_some_types_opens_no_view_since_views_are_made_of_all(told: list[str], house: House) -> None:
    for types, status in ((["forum.post.published"], 403), ([], 200)):
        _, program = given(house, types=types)
        assert program.get(f"/courses/{COURSE}/views/people").status_code == status
        assert program.get(f"/courses/{COURSE}/views.duckdb").status_code == status


def test_a_token_is_revoked_at_once(told: list[str], house: House) -> None:
    made, program = given(house)
    reporter = as_role(house, "reporter", "rita")
    lines(program.get("/events", course=COURSE))
    assert reporter.get(f"/courses/{COURSE}/consumers").json["items"][0]["last_used_at"]
    assert reporter.delete(f"/consumers/{made['id']}").status_code == 204
    refused = program.get("/events", course=COURSE)
    assert refused.status_code == 401
    assert "revoked" in refused.json["detail"]


def test_a_token_ends_when_it_was_said_to(told: list[str], house: House) -> None:
    soon = datetime.now(UTC) + timedelta(hours=1)
    made, program = given(house, expires_at=soon.isoformat())
    past = datetime.now(UTC) - timedelta(seconds=1)
    house.database("reporting")["consumers"].update_one({"_id": made["id"]}, {"$set": {"expires_at": past}})
    assert "expired" in program.get("/events", course=COURSE).json["detail"]
    before = as_role(house, "reporter").post(f"/courses/{COURSE}/consumers", name="x", expires_at=past.isoformat())
    assert (before.status_code, list(before.json["errors"])) == (422, ["expires_at"])


def test_only_who_runs_a_course_gives_out_its_tokens(house: House, learner: Caller, reporter: Caller) -> None:
    assert learner.post(f"/courses/{COURSE}/consumers", name="x").status_code == 403
    assert reporter.post(f"/courses/{COURSE}/consumers", name="x", also=["another-course"]).status_code == 403
    assert Caller(house, "bsc_nobody_nothing").get("/events", course=COURSE).status_code == 401
    assert learner.get("/events", course=COURSE).status_code == 403
