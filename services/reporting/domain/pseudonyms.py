"""Where an event may name somebody, and how one pseudonym is put in the place of another everywhere in it."""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

PEOPLE = frozenset(
    (
        "learner",
        "author",
        "by",
        "to",
        "actor",
        "recipients",
        "helpers",
        "mentions",
        "newly_mentioned",
        "team",
        "other_team",
        "person",
    )
)
"""Fields that hold people, one or many."""
PERSONAL = ("learner", "person")
"""Types of things that are people, where an event says what it is `about`."""


def mentioned(data: Mapping[str, Any]) -> Iterator[str]:
    """Everybody whom the data of an event names."""
    for name, value in data.items():
        if name in PEOPLE and isinstance(value, str):
            yield value
        elif name in PEOPLE and isinstance(value, list):
            yield from (one for one in value if isinstance(one, str))
        elif name == "about" and isinstance(value, Mapping) and value.get("type") in PERSONAL:
            yield str(value.get("id", ""))


def mark(course: str, person: str) -> str:
    """By which somebody who was erased is recognised in what comes late, without keeping who it was."""
    return hashlib.sha256(f"{course}/{person}".encode()).hexdigest()


def replaced(value: Any, old: str, new: str) -> Any:
    """The same value with `new` wherever `old` stood: as a text of its own, or at the end of an aggregate's name."""
    if isinstance(value, str):
        return (
            new if value == old else value.removesuffix(f"/{old}") + f"/{new}" if value.endswith(f"/{old}") else value
        )
    if isinstance(value, list):
        return [replaced(one, old, new) for one in value]
    if isinstance(value, Mapping):
        return {name: replaced(one, old, new) for name, one in value.items()}
    return value
