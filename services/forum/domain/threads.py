"""Merging and splitting: who comes where, and what each reader has read afterwards.

Posts are numbered 1, 2, 3 … in their discussion without a gap, so a page is an exact range and what is unread is a
difference. Whoever had read up to some number must never miss a post because discussions were put together.
"""

from collections.abc import Iterable, Mapping, Sequence

from kit.errors import Conflict, Invalid

from forum.domain import Document

MOST_POSTS = 5_000
"""Of two discussions that are put together; more would not fit into one transaction."""


def must_differ(one: Document, other: Document) -> None:
    """Raises Conflict for a discussion and itself, under whichever of its addresses, and across courses."""
    if one["_id"] == other["_id"]:
        raise Conflict("These two are one discussion already")
    if one["course"] != other["course"]:
        raise Conflict("These two discussions belong to different courses")
    if one["posts"] + other["posts"] > MOST_POSTS:
        raise Conflict(f"Together these discussions have more than {MOST_POSTS} messages")


def interleaved(*threads: Iterable[Document]) -> list[Document]:
    """All their posts in the order of time; the order within each thread stays."""
    keyed = []
    for which, thread in enumerate(threads):
        latest = None
        for post in thread:
            latest = post["at"] if latest is None else max(latest, post["at"])
            keyed.append(((latest, which, post["number"]), post))
    return [post for _, post in sorted(keyed, key=lambda one: one[0])]


def numbered(posts: Iterable[Document], discussion: str) -> list[Document]:
    """The posts with their place in a discussion."""
    return [{**post, "discussion": discussion, "number": number} for number, post in enumerate(posts, 1)]


def read_after_merge(posts: Sequence[Document], read: Mapping[str, int]) -> int:
    """How far somebody has read the merged posts (as they were before) who had read each thread up to a number.

    It stops before the first post not read: that one is shown as new, and those after it again.
    """
    for number, post in enumerate(posts):
        if post["number"] > read.get(post["discussion"], 0):
            return number
    return len(posts)


def parted(posts: Sequence[Document], moved: Iterable[str]) -> tuple[list[Document], list[Document]]:
    """Those that stay and those that go; raises Invalid, naming `posts`, unless it is some of these, not the first."""
    wanted = set(moved)
    known = {post["_id"] for post in posts}
    if not wanted <= known:
        raise Invalid(errors={"posts": ["Some of these are not messages of this discussion."]})
    if posts[0]["_id"] in wanted:
        raise Invalid(errors={"posts": ["The message that opened the discussion stays in it."]})
    return [one for one in posts if one["_id"] not in wanted], [one for one in posts if one["_id"] in wanted]


def read_after_split(part: Sequence[Document], read: int) -> int:
    """How many of a part's posts (as they were before) somebody has read who had read up to a number."""
    return sum(post["number"] <= read for post in part)
