"""Which projects resemble each other, so that their teams are introduced, once.

Two projects share stems of their titles and summaries; a stem weighs the more the fewer projects have it (inverse
document frequency, Spärck Jones 1972), and what they share is compared to what they have (cosine). The same theme and
places less than 100 km apart add a little: neighbours can meet. From `ENOUGH` on, two teams would want to know.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from math import asin, cos, log, radians, sin, sqrt
from typing import Any

ENOUGH = 0.3
"""Where, in texts of a few sentences, two about the same thing begin to differ from two that are not."""
SAME_THEME, NEIGHBOURS = 0.08, 0.08
FEWEST_SHARED = 3
"""Stems that two projects must share whatever the rest says: neighbours with nothing in common are no pair."""
NEAR = 100.0
MOST = 3

Project = Mapping[str, Any]


def resembling(project: Project, others: Iterable[Project]) -> list[str]:
    """The ids of the projects most like this one, best first, three at most; each has `stems`, `theme` and `place`."""
    others = list(others)
    frequencies = Counter(stem for one in (project, *others) for stem in set(one["stems"]))
    scored = [(likeness(project, one, frequencies, len(others) + 1), one["_id"]) for one in others]
    best = sorted((-score, identity) for score, identity in scored if score >= ENOUGH)
    return [identity for _, identity in best[:MOST]]


def likeness(one: Project, other: Project, frequencies: Mapping[str, int], count: int) -> float:
    """From 0 to a little over 1."""
    shared = set(one["stems"]) & set(other["stems"])
    if len(shared) < FEWEST_SHARED:
        return 0.0
    score = _weight(shared, frequencies, count)
    score /= sqrt(_weight(one["stems"], frequencies, count) * _weight(other["stems"], frequencies, count))
    return score + SAME_THEME * (one["theme"] == other["theme"]) + NEIGHBOURS * (kilometres(one, other) < NEAR)


def kilometres(one: Project, other: Project) -> float:
    """Between two places, along a great circle (haversine, mean radius 6,371 km)."""
    (a, b), (c, d) = (
        (radians(each["place"]["latitude"]), radians(each["place"]["longitude"])) for each in (one, other)
    )
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * 6371 * asin(min(1.0, sqrt(half)))


def _weight(stems: Iterable[str], frequencies: Mapping[str, int], count: int) -> float:
    return sum((1 + log(count / frequencies[stem])) ** 2 for stem in set(stems))
