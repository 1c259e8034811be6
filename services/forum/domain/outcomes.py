"""What came out of a controversy: figures that follow from the counters, and the arguments behind them."""

from collections.abc import Iterable, Mapping
from typing import Any

from forum.domain import Document, stances

MOST_TOLD = 3


def outcome(moves: Mapping[str, int]) -> Document:
    """Distributions before and after, and who moved: `net_shift` is in steps, towards for when positive.

    Of fewer than five people only their number is told.
    """
    people = stances.people(moves)
    if people < stances.FEWEST:
        return {"people": people, "before": None, "after": None}
    before, after = stances.before(moves), stances.after(moves)
    against, towards_for = stances.moved(moves)
    return {
        "people": people,
        "before": before,
        "after": after,
        "net_shift": round(stances.mean(after) - stances.mean(before), 2),
        "moved": against + towards_for,
        "moved_share": round((against + towards_for) / people, 3),
        "moved_towards_for": towards_for,
        "moved_towards_against": against,
    }


def movers(arguments: Iterable[Document]) -> list[dict[str, Any]]:
    """The arguments that people named when they moved, at most three; older ones first when they moved as many."""
    return _most(arguments, "moved")


def convincing(arguments: Iterable[Document]) -> list[dict[str, Any]]:
    """For each side, the arguments that convinced most people, at most three."""
    kept = list(arguments)
    return [one for side in ("for", "against") for one in _most([a for a in kept if a["side"] == side], "convinced")]


def _most(arguments: Iterable[Document], by: str) -> list[dict[str, Any]]:
    counted = sorted((one for one in arguments if one[by]), key=lambda one: (-one[by], one["_id"]))
    return [{"argument": one["_id"], "people": one[by]} for one in counted[:MOST_TOLD]]
