"""Groups of opinion: people whom the same arguments convinced, as Polis draws them, told in words.

Each person is a row of ones and zeros, one for each argument. Rows are gathered around two or three middles (k-means,
begun at the rows that lie furthest apart, so that the same rows always give the same groups). What comes out is kept
only when the groups are large enough not to point at anybody and stand clearly apart; otherwise there is nothing to
see, and distributions say more.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from forum.domain.stances import FEWEST

AT_LEAST = 2
"""Convictions that a person must have to be placed."""
APART = 0.35
"""Mean silhouette (Rousseeuw 1987, by distance to the middles, from -1 to 1) below which groups are not told: pure
chance reaches 0.3 where people have few convictions; two camps whose people agree three times in four, 0.36."""
ROUNDS = 25
MOST_TOLD = 3

Row = list[float]


def groups(convictions: Mapping[str, set[str]], enough: int) -> dict[str, Any] | None:
    """The groups among people (an id → the arguments that convinced them), or None when there are none to tell.

    Gives `people` placed, and `groups`, largest first, each with how many `people` and the arguments it is known
    by; `common_ground` are arguments that convinced at least half of every group. None below `enough` people.
    """
    placed = {person: arguments for person, arguments in convictions.items() if len(arguments) >= AT_LEAST}
    if len(placed) < max(enough, 2 * FEWEST):
        return None
    names = sorted(set().union(*placed.values()))
    rows = [[float(name in placed[person]) for name in names] for person in sorted(placed)]
    best = max((_gather(rows, count) for count in (2, 3)), key=lambda parts: _silhouette(rows, parts))
    if min(best.count(part) for part in set(best)) < FEWEST or _silhouette(rows, best) < APART:
        return None
    shares = [_middle([row for row, one in zip(rows, best, strict=True) if one == part]) for part in sorted(set(best))]
    sizes = [best.count(part) for part in sorted(set(best))]
    told = [{"people": size, "known_by": _known_by(names, shares, at)} for at, size in enumerate(sizes)]
    common = [name for at, name in enumerate(names) if min(share[at] for share in shares) >= 0.5]
    return {
        "people": len(rows),
        "groups": sorted(told, key=lambda group: -group["people"]),
        "common_ground": common[:MOST_TOLD],
    }


def _known_by(names: Sequence[str], shares: Sequence[Row], at: int) -> list[str]:
    """The arguments that most of a group share and that set it apart from every other."""
    others = [share for number, share in enumerate(shares) if number != at]
    apart = {
        name: shares[at][column] - max(other[column] for other in others)
        for column, name in enumerate(names)
        if shares[at][column] >= 0.5
    }
    return sorted((name for name in apart if apart[name] > 0), key=lambda name: (-apart[name], name))[:MOST_TOLD]


def _gather(rows: Sequence[Row], count: int) -> list[int]:
    """The number of the middle that each row is nearest to."""
    middles = [_furthest(rows, [_middle(rows)])]
    while len(middles) < count:
        middles.append(_furthest(rows, middles))
    parts: list[int] = []
    for _ in range(ROUNDS):
        nearest = [_nearest(row, middles) for row in rows]
        if nearest == parts:
            break
        parts = nearest
        gathered = [[row for row, part in zip(rows, parts, strict=True) if part == at] for at in range(count)]
        middles = [_middle(own) if own else middles[at] for at, own in enumerate(gathered)]
    return parts


def _furthest(rows: Sequence[Row], middles: Sequence[Row]) -> Row:
    return max(rows, key=lambda row: min(_distance(row, middle) for middle in middles))


def _nearest(row: Row, middles: Sequence[Row]) -> int:
    return min(range(len(middles)), key=lambda at: _distance(row, middles[at]))


def _silhouette(rows: Sequence[Row], parts: Sequence[int]) -> float:
    """How clearly the groups stand apart; -1 when there is only one."""
    numbers = sorted(set(parts))
    if len(numbers) < 2:
        return -1.0
    middles = {at: _middle([row for row, part in zip(rows, parts, strict=True) if part == at]) for at in numbers}
    total = 0.0
    for row, part in zip(rows, parts, strict=True):
        own = _distance(row, middles[part])
        other = min(_distance(row, middle) for at, middle in middles.items() if at != part)
        total += (other - own) / (max(own, other) or 1)
    return total / len(rows)


def _middle(rows: Sequence[Row]) -> Row:
    return [sum(column) / len(rows) for column in zip(*rows, strict=True)]


def _distance(one: Row, other: Row) -> float:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5
