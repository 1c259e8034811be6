"""The rules of merging, splitting and reading hold for whatever threads and readers there are."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from forum.domain import threads
from forum.domain.reading import unread
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as some
from kit.errors import Conflict, Invalid

quick = effort(max_examples=60, deadline=None)
START = datetime(2026, 1, 1, tzinfo=UTC)


def thread(discussion: str, minutes: list[int]) -> list[dict[str, Any]]:
    """Posts of a discussion, written at these minutes."""
    return [
        {
            "_id": f"{discussion}-{number}",
            "discussion": discussion,
            "number": number,
            "at": START + timedelta(minutes=minute),
        }
        for number, minute in enumerate(minutes, 1)
    ]


moments = some.lists(some.integers(0, 50), min_size=1, max_size=12)


@quick
@given(moments, moments)
def test_merging_keeps_every_post_once_in_a_row_and_each_threads_order(ours: list[int], theirs: list[int]) -> None:
    one, other = thread("one", ours), thread("other", theirs)
    merged = threads.numbered(threads.interleaved(one, other), "one")
    assert [post["number"] for post in merged] == list(range(1, len(ours) + len(theirs) + 1))
    assert {post["discussion"] for post in merged} == {"one"}
    for each in (one, other):
        names = [post["_id"] for post in each]
        assert [post["_id"] for post in merged if post["_id"] in names] == names


@quick
@given(moments, moments, some.integers(0, 12), some.integers(0, 12))
def test_no_post_that_was_not_read_counts_as_read_after_a_merge(
    ours: list[int], theirs: list[int], mine: int, other: int
) -> None:
    before = threads.interleaved(thread("one", ours), thread("other", theirs))
    read = {"one": mine, "other": other}
    number = threads.read_after_merge(before, read)
    assert all(post["number"] <= read[post["discussion"]] for post in before[:number])
    everything = mine >= len(ours) and other >= len(theirs)
    assert (number == len(before)) == everything


@quick
@given(moments, some.integers(0, 12), some.data())
def test_splitting_loses_no_post_and_no_readers_place(minutes: list[int], read: int, data: Any) -> None:
    posts = thread("one", minutes)
    others = [post["_id"] for post in posts[1:]]
    moved = data.draw(some.sets(some.sampled_from(others)) if others else some.just(set()))
    stay, go = threads.parted(posts, moved)
    assert [post["_id"] for post in posts if post["_id"] not in moved] == [post["_id"] for post in stay]
    assert {post["_id"] for post in go} == moved
    reads = threads.read_after_split(stay, read), threads.read_after_split(go, read)
    assert sum(reads) == min(read, len(posts))
    for part, number in zip((stay, go), reads, strict=True):
        assert all(post["number"] <= read for post in part[:number])
        assert all(post["number"] > read for post in part[number:])


@quick
@given(some.integers(0, 50), some.integers(0, 50), some.none() | some.integers(0, 50))
def test_what_is_unread_is_never_negative_and_nothing_once_caught_up(posts: int, read: int, minute: int | None) -> None:
    discussion = {"posts": posts, "last_at": START + timedelta(minutes=25)}
    caught_up = START + timedelta(minutes=minute) if minute is not None else None
    count = unread(discussion, read, caught_up)
    assert count == (0 if minute is not None and minute >= 25 else max(0, posts - read))


def test_one_discussion_is_not_merged_with_itself_nor_with_one_of_another_course_nor_without_measure() -> None:
    one = {"_id": "one", "course": "c", "posts": 3}
    for other in (one, {**one, "_id": "two", "course": "d"}, {**one, "_id": "two", "posts": threads.MOST_POSTS}):
        with pytest.raises(Conflict):
            threads.must_differ(one, other)
    threads.must_differ(one, {**one, "_id": "two"})


@pytest.mark.parametrize("moved", [["one-1"], ["elsewhere-1"], ["one-2", "nobody"]])
def test_the_opening_and_strangers_cannot_be_split_off(moved: list[str]) -> None:
    with pytest.raises(Invalid):
        threads.parted(thread("one", [0, 1, 2]), moved)
