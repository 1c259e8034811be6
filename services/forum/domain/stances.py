"""Stances: where a person stands on a question, in five steps from -2 (against) to 2 (for), at first and in the end.

A controversy keeps one counter for each pair of a first and a last step, twenty-five at most. Both distributions, who
moved and which way all come from them, so that no figure can contradict another and results cost one document.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from forum.domain import Document

STEPS = (-2, -1, 0, 1, 2)
FEWEST = 5
"""A group of fewer people is never broken down: one could guess who stands where."""


def new_stance(
    identity: str, controversy: Document, author: str, step: int, reason: str, public: bool, now: datetime
) -> Document:
    """A first stance. `id` names it in events, which must not name its author; `_id` allows one for each person."""
    return {
        "_id": key(controversy["_id"], author),
        "id": identity,
        "course": controversy["course"],
        "controversy": controversy["_id"],
        "author": author,
        "first": step,
        "last": step,
        "reason": reason,
        "public": public,
        "moved_by": [],
        "history": [{"stance": step, "reason": reason, "moved_by": None, "at": now}],
        "at": now,
        "version": 1,
    }


def key(controversy: str, person: str) -> str:
    return f"{controversy}/{person}"


def revised(stance: Document, step: int, reason: str, public: bool, moved_by: str | None, now: datetime) -> Document:
    """The stance after another thought. Its version counts moves: the same step with a better reason is none."""
    entry = {"stance": step, "reason": reason, "moved_by": moved_by, "at": now}
    movers = stance["moved_by"]
    return {
        **stance,
        "last": step,
        "reason": reason,
        "public": public,
        "moved_by": [*movers, moved_by] if moved_by and moved_by not in movers else movers,
        "history": [*stance["history"], entry][-50:],
        "version": stance["version"] + (step != stance["last"]),
    }


def cell(first: int, last: int) -> str:
    """The name of the counter of those who began at one step and stand at another, as `04`."""
    return f"{first + 2}{last + 2}"


def move(first: int, before: int, after: int) -> dict[str, int]:
    """What a revision adds to the counters."""
    return {} if before == after else {cell(first, before): -1, cell(first, after): 1}


def people(moves: Mapping[str, int]) -> int:
    return sum(moves.values())


def before(moves: Mapping[str, int]) -> list[int]:
    """How many stood at each of the five steps at first."""
    return [sum(count for first, _, count in _cells(moves) if first == step) for step in STEPS]


def after(moves: Mapping[str, int]) -> list[int]:
    """How many stand at each of the five steps now."""
    return [sum(count for _, last, count in _cells(moves) if last == step) for step in STEPS]


def moved(moves: Mapping[str, int]) -> tuple[int, int]:
    """How many stand further towards against, and towards for, than they did at first."""
    towards_against = sum(count for first, last, count in _cells(moves) if last < first)
    return towards_against, sum(count for first, last, count in _cells(moves) if last > first)


def mean(distribution: Iterable[int]) -> float:
    """The middle of a distribution, from -2 to 2; 0 when nobody took a stance."""
    counts = list(distribution)
    return sum(step * count for step, count in zip(STEPS, counts, strict=True)) / (sum(counts) or 1)


def _cells(moves: Mapping[str, int]) -> Iterator[tuple[int, int, int]]:
    for name, count in moves.items():
        yield int(name[0]) - 2, int(name[1]) - 2, count
