"""Whatever the order in which messages, merges and openings are taken, the same people are told the same."""

from itertools import permutations

import pytest
from kit.event import Event
from kit.testing import House
from notifications.migrations import MIGRATIONS

from .parts import bells, database, posted, take, told

CONVERSATION = [(2, "anna"), (3, "boris"), (4, "chloe"), (5, "boris"), (6, "anna")]
TOLD = {"anna": 3, "boris": 2, "chloe": 2}


def counts(house: House) -> dict[str, int]:
    """How much each person was told."""
    found: dict[str, int] = {}
    for bell in database(house)["bells"].find():
        found[bell["person"]] = found.get(bell["person"], 0) + bell["count"]
    return found


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0), (2, 0, 4, 1, 3), (3, 4, 0, 2, 1)])
def test_whoever_comes_late_is_told_all_the_same(office: House, order: tuple[int, ...]) -> None:
    conversation = [posted(*one) for one in CONVERSATION]
    for place in order:
        take(office, conversation[place])
    assert counts(office) == TOLD


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 2, 0, 3), (2, 3, 1, 0), (1, 0, 3, 2), (3, 0, 2, 1)])
def test_who_opened_a_discussion_is_mailed_even_if_that_is_known_last(office: House, order: tuple[int]) -> None:
    conversation = [posted(*one) for one in [(2, "anna"), (3, "anna"), (4, "boris"), (5, "chloe")]]
    for place in order:
        take(office, conversation[place])
    assert {mail["_id"] for mail in database(office)["mails"].find()} == {
        f"{event.id}/anna" for event in conversation[2:]
    }
    (bell,) = bells(office, "anna")
    assert bell["count"] == 2
    assert "you-opened" in bell["reasons"]


def merge(sequence: int = 9) -> Event:
    data = {"discussion": "kept", "merged": "gone", "title": "Gardée", "by": "chloe"}
    return told("forum.discussion.merged", "kept", sequence, **data)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_merge_keeps_every_follower_in_any_order(office: House, order: tuple[int, ...]) -> None:
    take(office, posted(2, "anna", "gone"), posted(2, "boris", "kept"))
    late = [posted(3, "chloe", "gone"), merge(), posted(10, "dora", "kept")]
    for place in order:
        take(office, late[place])
    assert counts(office) == {"anna": 2, "boris": 1, "chloe": 1}
    assert {bell["topic"] for bell in database(office)["bells"].find()} == {"discussion/kept"}
    assert {bell["about"]["id"] for bell in database(office)["bells"].find()} == {"kept"}


def test_discussions_that_an_earlier_version_saw_merged_keep_their_followers(office: House) -> None:
    take(office, posted(2, "anna", "gone"), posted(2, "boris", "kept"))
    take(office, merge())
    database(office)["discussions"].update_many({}, {"$unset": {"kin": "", "title": "", "titled": ""}})
    database(office)["posts"].update_many({}, {"$set": {"title": "Bonjour"}})
    for change in MIGRATIONS:
        change.run(database(office))
    assert {one["_id"]: one.get("title") for one in database(office)["discussions"].find()} == {
        "gone": "Bonjour",
        "kept": "Bonjour",
    }
    assert database(office)["posts"].find_one({"title": {"$exists": True}}) is None
    take(office, posted(10, "dora", "kept"))
    assert counts(office) == {"anna": 1, "boris": 1}


def test_merges_of_merges_lead_to_the_last(office: House) -> None:
    take(office, posted(2, "anna", "first"), posted(2, "boris", "second"), posted(2, "chloe", "third"))
    one = {"discussion": "second", "merged": "first", "title": "Deux", "by": "chloe"}
    two = {"discussion": "third", "merged": "second", "title": "Trois", "by": "chloe"}
    take(office, told("forum.discussion.merged", "second", 3, **one))
    take(office, told("forum.discussion.merged", "third", 3, **two))
    take(office, posted(4, "dora", "third"))
    assert counts(office) == {"anna": 1, "boris": 1, "chloe": 1}


@pytest.mark.parametrize("order", list(permutations(range(4)))[::4])
def test_a_voice_heard_after_a_split_follows_what_was_split_off(office: House, order: tuple[int, ...]) -> None:
    """Not so who spoke up after the split, in what was left."""
    take(office, posted(2, "anna", "old"))
    data = {"discussion": "old", "into": "new", "title": "À part", "posts": [], "by": "chloe"}
    voice, split = posted(3, "boris", "old"), told("forum.discussion.split", "old", 4, **data)
    late = [voice, split, posted(5, "emil", "old"), posted(3, "dora", "new")]
    for place in order:
        take(office, late[place])
    split_off = database(office)["bells"].find({"topic": "discussion/new"})
    assert {bell["person"]: bell["count"] for bell in split_off} == {"anna": 1, "boris": 1}
    assert counts(office) == {"anna": 3, "boris": 2}


def test_a_split_takes_its_followers_along(office: House) -> None:
    take(office, posted(2, "anna", "old"), posted(3, "boris", "old"))
    data = {"discussion": "old", "into": "new", "title": "À part", "posts": ["old-p3"], "by": "chloe"}
    take(office, told("forum.discussion.split", "old", 4, **data))
    take(office, posted(5, "dora", "new"))
    assert {bell["person"] for bell in database(office)["bells"].find({"topic": "discussion/new"})} == {
        "anna",
        "boris",
    }
