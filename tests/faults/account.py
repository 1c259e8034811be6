"""The account of one load: what was accepted against what became of it.

What ought to be there is worked out here anew, from forum's posts alone: every post is in the stream and in the event
store, is counted once, and is told once to each of those who wrote in its discussion before it; whoever opened the
discussion gets one mail for it. `lost` is what is missing anywhere, `doubled` what is there too often.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby

from kit.event import Event

from .books import VERSIONS, Books, Post
from .load import Accepted

Comparison = tuple[str, Counter[str], Counter[str]]


@dataclass
class Account:
    """`lost` and `doubled` say of what and how many; `disorder` names what overtook its predecessor in the stream."""

    accepted: int
    in_stream: int
    bells: int
    figure: int
    lost: dict[str, int] = field(default_factory=dict)
    doubled: dict[str, int] = field(default_factory=dict)
    disorder: list[str] = field(default_factory=list)


def draw_up(accepted: list[Accepted], books: Books) -> Account:
    """Compare everything with everything."""
    posts, emitted = books.posts(), books.emitted()
    stream = books.stream(emitted)
    made = Account(
        accepted=len(accepted),
        in_stream=len({event.id for event in stream if event.type in VERSIONS}),
        bells=books.bells().total(),
        figure=books.figures()["posts"],
        disorder=list(disorder(stream)),
    )
    # delivered again, an event may be in the stream again: there, once is enough
    found = Counter({event.id for event in stream})
    for what, due, there in (*_comparisons(accepted, posts, books), ("stream", Counter(emitted), found)):
        if missing := (due - there).total():
            made.lost[what] = missing
        if excess := (there - due).total():
            made.doubled[what] = excess
    return made


def settled(books: Books) -> bool:
    """Whether every effect is there and nothing waits any more: asked in this order, since effects bring more."""
    posts = books.posts()
    bells = sum(1 for _ in bells_due(posts))
    effective = books.figures()["posts"] >= len(posts) and books.bells().total() >= bells
    return effective and not books.waiting()


def bells_due(posts: list[Post]) -> Iterator[tuple[Post, str, bool]]:
    """Each post with each person who is told of it, and whether that person opened the discussion."""
    for _, thread in groupby(posts, key=lambda post: post["discussion"]):
        before: list[str] = []
        for post in thread:
            for person in before:
                if person != post["author"]:
                    yield post, person, person == before[0]
            if post["author"] not in before:
                before.append(post["author"])


def disorder(stream: list[Event]) -> Iterator[str]:
    """The events that the stream shows before, or without, the one before them; only first appearances count."""
    reached: Counter[str] = Counter()
    seen: set[str] = set()
    for event in stream:
        if event.id not in seen and event.sequence != reached[event.aggregate] + 1:
            yield f"{event.type} {event.aggregate}: {event.sequence} after {reached[event.aggregate]}"
        reached[event.aggregate] = max(event.sequence, reached[event.aggregate])
        seen.add(event.id)


def _comparisons(accepted: list[Accepted], posts: list[Post], books: Books) -> Iterator[Comparison]:
    answers = [post for post in posts if post["number"] > 1]
    events = Counter(post["event"] for post in posts)
    due = list(bells_due(posts))
    told = Counter(f"{post['discussion']}/{person}" for post, person, _ in due)
    yield "posts", Counter(one.mark for one in accepted), Counter(post["body"] for post in answers)
    yield "answers", Counter(one.post for one in accepted), Counter(post["_id"] for post in answers)
    yield "event store", events, books.stored()
    yield "figures", _figures_due(posts), books.figures()
    yield "bells", told, books.bells()
    yield "told", told, books.told()
    yield "mails", Counter(f"{post['event']}/{person}" for post, person, opened in due if opened), books.mailed()


def _figures_due(posts: list[Post]) -> Counter[str]:
    discussions = len({post["discussion"] for post in posts})
    return Counter({"posts": len(posts), "discussions": discussions, "by day": len(posts)})
