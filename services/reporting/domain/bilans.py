"""The report on the course so far: every figure with what it means, from which events it comes, and from how many.

A report is made from a period, a position of the event store and a text. The same three make the same report again,
to the byte: nothing in it depends on the clock of whoever makes it.
"""

import json
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from reporting.domain import Document, feed
from reporting.domain.feed import instant
from reporting.domain.sources import FIGURES, TABLES
from reporting.domain.wording import words_for


@dataclass
class Seen:
    """How many events of each type were looked at; `known` are the types that there are."""

    known: Collection[str]
    types: Counter[str] = field(default_factory=Counter)

    def look(self, stored: Document) -> None:
        self.types[stored["type"]] += 1


def figures(summary: Document, seen: Seen, asked: Document, before: datetime) -> list[Document]:
    """Every figure of its own, with where it comes from."""
    return [
        {"name": name, "value": _value(summary, path)} | _source(name, types, seen, asked, before)
        for name, (path, types) in FIGURES.items()
    ]


def tables(seen: Seen, asked: Document, before: datetime) -> list[Document]:
    """Of everything else, where it comes from; `paths` are how those of its numbers begin."""
    return [
        {"name": name, "paths": list(paths)} | _source(name, types, seen, asked, before)
        for name, (paths, types) in TABLES.items()
    ]


def _source(name: str, types: tuple[str, ...], seen: Seen, asked: Document, before: datetime) -> Document:
    """A label, a definition, the query that finds the events, how many it finds, and up to which position."""
    label, definition = words_for(name, asked["language"])
    query = {"course": asked["course"], "types": ",".join(types), "until": asked["position"]}
    return {
        "label": label,
        "definition": definition,
        "query": query | {"path": "/api/reporting/events", "before": instant(before)},
        "count": sum(seen.types[one] for one in feed.types(query["types"], seen.known)),
        "position": asked["position"],
    }


def _value(summary: dict[str, Any], path: str) -> Any:
    value: Any = summary
    for step in path.split("."):
        value = sum(one[step] for one in value) if isinstance(value, list) else value[step]
    return value


def bilan(
    asked: Document, summary: Document, days: list[Document], quotes: Document, sources: dict[str, list[Document]]
) -> Document:
    """The whole report; `asked` says of which course, period and position, and what the facilitator wrote."""
    said = [
        {name: value for name, value in one.items() if name not in ("quotes", "words")}
        | {"words": one["words"], "quotes": [quotes[name] for name in one["quotes"] if name in quotes]}
        for one in summary["sensations"]
    ]
    shown = {name: asked[name] for name in ("first", "last", "position", "language", "title", "text")}
    return shown | summary | {"course_id": asked["course"], "days": days, "sensations": said} | sources


def canonical(bilan: dict[str, Any]) -> bytes:
    """As JSON, always the same bytes for the same report (keys in order, no spaces, RFC 8785 in spirit)."""
    return json.dumps(bilan, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not belong in a report")
