"""One page of what passes a filter, without looking through everything for it."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

Place = TypeVar("Place")
FURTHEST = 3
"""Pages' worth of things looked at for one page; then the page ends short, and the next one goes on from there."""


def filled(
    find: Callable[[int, Place | None], Sequence[tuple[Place, Any]]], limit: int, after: Place | None
) -> tuple[list[Any], Place | None]:
    """Up to `limit` things, and from where the next page goes on, if it does.

    `find(limit, after)` gives things in order, each with its place; None instead of a thing is passed over.
    """
    kept: list[Any] = []
    for _ in range(FURTHEST):
        batch = find(limit + 1, after)
        for place, thing in batch[:limit]:
            if len(kept) == limit:
                return kept, after
            after = place
            kept += [] if thing is None else [thing]
        if len(batch) <= limit:
            return kept, None
        if len(kept) == limit:
            break
    return kept, after
