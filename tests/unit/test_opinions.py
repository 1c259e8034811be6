"""Groups of opinion: found where they are, told of nobody who could be recognised, and never invented."""

import random

from forum.domain import opinions
from hypothesis import given, settings
from hypothesis import strategies as some

ARGUMENTS = [f"argument-{number}" for number in range(8)]
few = settings(max_examples=25, deadline=None)


def camps(sizes: list[int], shared: str | None = None) -> dict[str, set[str]]:
    """People in camps: each camp is convinced by two arguments of its own, and perhaps by one that all share."""
    own = [set(ARGUMENTS[2 * camp : 2 * camp + 2]) for camp in range(len(sizes))]
    more = {shared} if shared else set()
    return {f"p{camp}-{number}": own[camp] | more for camp, size in enumerate(sizes) for number in range(size)}


def test_two_camps_are_found_with_what_each_is_known_by_and_what_they_share() -> None:
    found = opinions.groups(camps([40, 20], shared=ARGUMENTS[7]), enough=50)
    assert found is not None
    assert [group["people"] for group in found["groups"]] == [40, 20]
    assert [set(group["known_by"]) for group in found["groups"]] == [set(ARGUMENTS[:2]), set(ARGUMENTS[2:4])]
    assert found["common_ground"] == [ARGUMENTS[7]]


def test_three_camps_are_found_too() -> None:
    found = opinions.groups(camps([30, 25, 20]), enough=50)
    assert found is not None
    assert [group["people"] for group in found["groups"]] == [30, 25, 20]


def test_too_few_people_are_no_groups() -> None:
    assert opinions.groups(camps([25, 24]), enough=50) is None
    assert opinions.groups({}, enough=50) is None


def test_a_camp_of_four_is_not_pointed_at() -> None:
    assert opinions.groups(camps([60, 4]), enough=50) is None


def test_people_who_agree_are_one_group_and_nothing_to_tell() -> None:
    assert opinions.groups(camps([80]), enough=50) is None


def test_chance_makes_no_groups() -> None:
    rng = random.Random(2026)
    people = {f"p{number}": set(rng.sample(ARGUMENTS, 4)) for number in range(200)}
    assert opinions.groups(people, enough=50) is None


@few
@given(some.lists(some.sets(some.sampled_from(ARGUMENTS)), min_size=10, max_size=60))
def test_groups_are_large_enough_and_hold_everybody_once(rows: list[set[str]]) -> None:
    found = opinions.groups({f"p{number}": row for number, row in enumerate(rows)}, enough=10)
    if found:
        sizes = [group["people"] for group in found["groups"]]
        assert sum(sizes) == found["people"]
        assert min(sizes) >= 5
        assert 2 <= len(sizes) <= 3
