"""Watching, tracking, normal, muted: chosen for a thing, or following from what one did."""

from typing import Any

import pytest
from kit.testing import House

from ..conftest import COURSE, Actor
from .parts import bells, database, edited, posted, take, told

AT = "/api/notifications/levels"


def choose(actor: Actor, thing: str, level: str | None) -> dict[str, Any]:
    answer = actor.at("notifications").put(f"{AT}/{thing}", query_string={"course": COURSE}, json={"level": level})
    assert answer.status_code == 200, answer.json
    return answer.json


def show(actor: Actor, thing: str) -> tuple[str, bool]:
    answer = actor.at("notifications").get(f"{AT}/{thing}", query_string={"course": COURSE}).json
    return answer["level"], answer["chosen"]


def opened(discussion: str = "d", stage: int | None = 1, tags: list[str] | None = None) -> Any:
    data = {"discussion": discussion, "stage": stage, "tags": tags or [], "author": "anna"}
    return told("forum.discussion.opened", discussion, 1, **data)


def test_who_posts_watches_until_they_choose_otherwise(office: House, anna: Actor, boris: Actor) -> None:
    assert show(anna, "discussion/d") == ("normal", False)
    take(office, posted(2, "anna"))
    assert show(anna, "discussion/d") == ("watching", False)
    choose(anna, "discussion/d", "muted")
    take(office, posted(3, "boris", mentions=["anna"]))
    assert anna.bells() == []
    assert choose(anna, "discussion/d", None)["level"] == "watching"
    take(office, posted(4, "boris"))
    assert len(anna.bells()) == 1


def test_normal_hears_only_what_is_addressed_to_oneself(office: House, anna: Actor) -> None:
    take(office, posted(2, "anna"))
    choose(anna, "discussion/d", "normal")
    take(office, posted(3, "boris"))
    assert anna.bells() == []
    take(office, posted(4, "boris", reply_to="d-p2"))
    assert anna.bells()[0]["reason"] == "answers-you"


def test_tracking_is_for_the_bell_and_the_digest_only(office: House, anna: Actor) -> None:
    take(office, posted(2, "anna"))
    choose(anna, "discussion/d", "tracking")
    take(office, posted(3, "boris"))
    (bell,) = bells(office, "anna")
    assert bell["digest"]
    assert database(office)["mails"].count_documents({}) == 0


def test_whoever_watches_a_stage_or_a_tag_hears_of_what_is_split_off_or_moved_there(
    office: House, chloe: Actor
) -> None:
    choose(chloe, "stage/1", "watching")
    choose(chloe, "tag/vélo", "tracking")
    parted = {"discussion": "d", "into": "new", "title": "À part", "posts": [], "by": "dora", "stage": 1, "tags": []}
    late = posted(2, "boris", "new", title="À part")
    take(office, late)
    assert chloe.bells() == [], "nobody knows yet where it stands"
    take(office, told("forum.discussion.split", "d", 4, **parted))
    assert [bell["about"]["title"] for bell in chloe.bells()] == ["À part"]
    take(office, opened("far", stage=None))
    moved = {"discussion": "far", "title": "À vélo", "stage": None, "tags": ["vélo"], "by": "anna"}
    take(office, told("forum.discussion.renamed", "far", 2, **moved))
    take(office, posted(3, "anna", "far", number=1, title="À vélo"))
    assert {bell["about"]["title"] for bell in chloe.bells()} == {"À part", "À vélo"}


def test_whoever_watches_hears_without_having_written(office: House, chloe: Actor) -> None:
    choose(chloe, "discussion/d", "watching")
    take(office, posted(2, "anna"), posted(3, "boris"))
    (bell,) = chloe.bells()
    assert (bell["reason"], bell["count"]) == ("you-watch", 2)


@pytest.mark.parametrize("area", ["stage/1", "tag/mobilité", f"course/{COURSE}"])
@pytest.mark.parametrize("first", ["opened", "posted"])
def test_watching_an_area_is_watching_its_discussions(office: House, chloe: Actor, area: str, first: str) -> None:
    choose(chloe, area, "watching")
    both = [opened(tags=["mobilité"]), posted(2, "anna")]
    for event in both if first == "opened" else reversed(both):
        take(office, event)
    take(office, posted(3, "boris"), opened("elsewhere", stage=2))
    (bell,) = [one for one in chloe.bells() if one["about"]["id"] == "d"]
    assert (bell["kind"], bell["count"]) == ("reply", 2)


def test_tracking_an_area_is_hearing_of_new_discussions_only(office: House, chloe: Actor) -> None:
    choose(chloe, "stage/1", "tracking")
    take(office, opened(), posted(2, "anna"), posted(3, "boris"))
    (bell,) = chloe.bells()
    assert (bell["kind"], bell["count"]) == ("discussion", 1)


@pytest.mark.parametrize("muted", ["discussion/d", f"course/{COURSE}"])
def test_an_edit_that_mentions_rings_for_nobody_who_muted_where_it_stands(
    office: House, anna: Actor, muted: str
) -> None:
    post = posted(3, "boris")
    take(office, opened(), posted(2, "chloe"), post)
    choose(anna, muted, "muted")
    take(office, edited(post, "anna", "dora"))
    assert (bells(office, "anna"), len(bells(office, "dora"))) == ([], 1)


def test_a_muted_course_silences_all_but_what_was_chosen(office: House, anna: Actor) -> None:
    choose(anna, f"course/{COURSE}", "muted")
    take(office, opened(), posted(2, "anna"), posted(3, "boris"))
    assert anna.bells() == []
    choose(anna, "discussion/d", "watching")
    take(office, posted(4, "boris"))
    assert len(anna.bells()) == 1


def test_a_merge_moves_chosen_levels_and_entries(office: House, anna: Actor, boris: Actor) -> None:
    choose(anna, "discussion/gone", "watching")
    choose(boris, "discussion/gone", "muted")
    take(office, posted(2, "chloe", "gone"), posted(2, "chloe", "kept"), posted(3, "dora", "kept"))
    data = {"discussion": "kept", "merged": "gone", "title": "Gardée"}
    take(office, told("forum.discussion.merged", "kept", 4, **data))
    assert show(anna, "discussion/kept") == ("watching", True)
    assert show(boris, "discussion/kept") == ("muted", True)
    (bell,) = anna.bells()
    assert (bell["about"]["id"], bell["about"]["title"], bell["count"]) == ("kept", "Gardée", 1)
    take(office, posted(5, "dora", "kept"))
    assert anna.bells()[0]["count"] == 2


def test_a_project_can_be_watched_and_muted(office: House, anna: Actor, boris: Actor) -> None:
    take(office, told("forum.project.declared", "p", 1, project="p", author="anna"))
    choose(anna, "project/p", "muted")
    choose(boris, "project/p", "watching")
    take(office, told("forum.project.updated", "p", 2, project="p", by="chloe"))
    take(office, told("forum.project.went-quiet", "p", 3, project="p", team=["anna"]))
    assert bells(office, "anna") == []
    assert bells(office, "boris")[0]["reasons"] == ["you-watch"]


def test_chosen_levels_are_listed(office: House, anna: Actor) -> None:
    for number in range(3):
        choose(anna, f"discussion/d{number}", "watching")
    page = anna.at("notifications").get(AT, query_string={"course": COURSE, "limit": 2}).json
    assert [one["id"] for one in page["items"]] == ["d0", "d1"]
    rest = anna.at("notifications").get(AT, query_string={"course": COURSE, "after": page["next"]}).json
    assert [one["id"] for one in rest["items"]] == ["d2"]


@pytest.mark.parametrize(
    ("thing", "body", "status"),
    [
        ("discussion/d", {"level": "deaf"}, 422),
        ("discussion/d", {}, 422),
        ("galaxy/d", {"level": "muted"}, 404),
        ("course/another", {"level": "muted"}, 422),
    ],
)
def test_a_level_that_is_none_is_told_so(office: House, anna: Actor, thing: str, body: Any, status: int) -> None:
    answer = anna.at("notifications").put(f"{AT}/{thing}", query_string={"course": COURSE}, json=body)
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert database(office)["levels"].count_documents({}) == 0
