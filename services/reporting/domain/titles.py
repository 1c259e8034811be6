"""Which thing's title an event tells, and how another one is put in its place."""

from collections.abc import Iterator, Mapping
from typing import Any

TITLED = ("into", "request", "project", "discussion")
"""Fields that hold the thing that `title` belongs to, the first that is there: others say where that thing stands."""


def titled(data: Mapping[str, Any]) -> Iterator[str]:
    """The things whose titles stand in the data of an event."""
    yield from (identity for identity, *_ in _places(data))


def retitled(data: Mapping[str, Any], thing: str, title: str) -> dict[str, Any]:
    """The data with this title of a thing wherever its title stood."""
    changed = dict(data)
    for identity, field in _places(data):
        if identity == thing:
            changed[field] = data[field] | {"title": title} if field == "about" else title
    return changed


def _places(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each thing, and the field that holds its title; `about` has the title in it."""
    if "title" in data and (thing := next((data[name] for name in TITLED if data.get(name)), None)):
        yield thing, "title"
    if "other_title" in data:
        yield data["other"], "other_title"
    about = data.get("about")
    if isinstance(about, Mapping) and "title" in about:
        yield str(about.get("id", "")), "about"
