"""Where people stood before and after reading, and what moved them; fewer than five are never broken down."""

from typing import Any

from reporting.domain import FEWEST, Document, Read
from reporting.domain.numbers import share, spread

PLACES = ("0", "1", "2", "3", "4")
"""From against (-2) to for (2)."""
MOST_MOVING = 5


def summary(read: Read, learners: int) -> list[dict[str, Any]]:
    """Each controversy that is known by its question, in the order in which they opened."""
    arguments: dict[str, list[Document]] = {}
    for one in read("arguments"):
        arguments.setdefault(one.get("controversy", ""), []).append(one)
    known = sorted((one for one in read("controversies") if "question" in one), key=_order)
    return [_controversy(one, arguments.get(one["_id"], []), learners) for one in known]


def _order(one: Document) -> tuple[str, str]:
    return one.get("opens_at", ""), one["_id"]


def voices(one: Document) -> int:
    """How many people took a stance."""
    return sum(spread(one.get("before"), PLACES))


def _controversy(one: Document, arguments: list[Document], learners: int) -> dict[str, Any]:
    before, after = spread(one.get("before"), PLACES), spread(one.get("after"), PLACES)
    people = voices(one)
    shown = people >= FEWEST
    return {
        "controversy": one["_id"],
        "question": one["question"],
        "opens_at": one.get("opens_at", ""),
        "closes_at": one.get("closes_at", ""),
        "closed": "closed_at" in one,
        "voices": people,
        "turnout": share(people, learners),
        "before": before if shown else None,
        "after": after if shown else None,
        "revised": one.get("revised", 0) if shown else None,
        "moved": one.get("moved", 0) if shown else None,
        "shift": round(one.get("shift", 0) / people, 3) if shown else None,
        "arguments_for": one.get("arguments_for", 0),
        "arguments_against": one.get("arguments_against", 0),
        "most_moving": _most_moving(arguments) if shown else [],
    }


def _most_moving(arguments: list[Document]) -> list[dict[str, Any]]:
    shown = [
        {
            "argument": one["_id"],
            "side": one.get("side"),
            "moved": one.get("moved", 0),
            "convinced": one.get("convinced", 0),
        }
        for one in arguments
        if one.get("moved") or one.get("convinced")
    ]
    return sorted(shown, key=lambda one: (-one["moved"], -one["convinced"], one["argument"]))[:MOST_MOVING]
