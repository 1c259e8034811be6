"""Ask the data yourself: every view as rows and columns, with filters, for a spreadsheet, a program or a notebook."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kit.errors import Invalid, NotFound
from pymongo.database import Database

from reporting.domain import FEWEST
from reporting.domain.controversies import voices
from reporting.domain.feed import instant
from reporting.domain.moments import COUNTED

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""With which a cell would be a formula in a spreadsheet (OWASP, CSV injection)."""


@dataclass(frozen=True)
class Table:
    """Columns by what they hold: text, whole numbers (0 where nothing was counted), moments, yes or no."""

    text: str = ""
    number: str = ""
    moment: str = ""
    flag: str = ""
    renamed: str = ""
    """The name of the column that holds the document's own id."""

    @property
    def columns(self) -> dict[str, type]:
        kinds = ((self.text, str), (self.number, int), (self.moment, datetime), (self.flag, bool))
        own = {self.renamed: str} if self.renamed else {}
        return own | {name: kind for names, kind in kinds for name in names.split()}

    def row(self, document: dict[str, Any]) -> dict[str, Any]:
        return {name: self._value(document, name, kind) for name, kind in self.columns.items()}

    def _value(self, document: dict[str, Any], name: str, kind: type) -> Any:
        if name == self.renamed:
            return document["_id"]
        if name == "active_days":
            return len(document.get("acts", {}))
        value: Any = document
        for step in name.split("_of_") if "_of_" in name else [name]:
            value = value.get(step) if isinstance(value, dict) else None
        return {int: 0, bool: False}.get(kind) if value is None else value


MOODS = " ".join(f"mood_of_{mood}" for mood in range(1, 6))
STANCES = " ".join(f"{when}_of_{place}" for when in ("before", "after") for place in range(5))
TABLES = {
    "days": Table(number=" ".join(COUNTED), moment="day"),
    "stages": Table(text="title", number="number", moment="opened_at", renamed="stage"),
    "people": Table(
        text="person role country department continent organisation_kind organisation_size",
        number="active_days posts thanks_given arguments hands_offered",
        moment="enrolled_at",
        flag="alone isolated left",
    ),
    "discussions": Table(
        text="title author",
        number="stage posts thanks removed",
        moment="opened_at last_at accepted_at left_unanswered_at",
        flag="question merged",
        renamed="discussion",
    ),
    "voices": Table(text="discussion person", number="posts", moment="first_at"),
    "controversies": Table(
        text="question discussion opens_at closes_at",
        number=f"{STANCES} revised moved shift arguments_for arguments_against",
        moment="closed_at concluded_at",
        renamed="controversy",
    ),
    "arguments": Table(text="controversy side", number="moved convinced", renamed="argument"),
    "projects": Table(
        text="title theme continent phase",
        number="updates joined",
        moment="declared_at last_at quiet_at",
        renamed="project",
    ),
    "live_sessions": Table(text="title starts_at", flag="cancelled recorded", renamed="session"),
    "attendance": Table(text="session person", flag="registered live later"),
    "notices": Table(text="kind", number="told by_mail by_digest by_push refused cancelled opened muted"),
    "hands": Table(text="project outcome", number="offers", moment="asked_at offered_at closed_at", renamed="request"),
    "moods": Table(text="type about", number=MOODS),
    "sketchnotes": Table(text="title about", moment="published_at", renamed="sketchnote"),
}
FEW_ARE_HIDDEN = {
    "moods": MOODS.split(),
    "controversies": [*STANCES.split(), "revised", "moved", "shift"],
    "arguments": ["moved", "convinced"],
}
"""Columns that are empty where fewer than five people answered; of an argument, in its controversy."""


def rows(database: Database, course: str, name: str, filters: dict[str, str]) -> Iterator[dict[str, Any]]:
    """The rows of a view, those whose columns have these values. Raises NotFound, Invalid."""
    table = TABLES.get(name)
    if table is None:
        raise NotFound(f"There is no view {name[:80]}, only {', '.join(TABLES)}")
    wanted = {column: _read(table, column, value) for column, value in filters.items()}
    documents = database[name].find({"course": course}).sort("_id", 1)
    found = (table.row(one) for one in documents)
    if hidden := FEW_ARE_HIDDEN.get(name):
        many = _answered_by_many(database, course)
        found = (row if _is_of_many(row, many) else row | dict.fromkeys(hidden) for row in found)
    return (row for row in found if all(row[column] == value for column, value in wanted.items()))


def _answered_by_many(database: Database, course: str) -> set[str]:
    """The controversies in which at least five people took a stance."""
    found = database["controversies"].find({"course": course}, {"before": 1})
    return {one["_id"] for one in found if voices(one) >= FEWEST}


def _is_of_many(row: dict[str, Any], controversies: set[str]) -> bool:
    if "controversy" in row:
        return row["controversy"] in controversies
    return sum(row[column] for column in FEW_ARE_HIDDEN["moods"]) >= FEWEST


def _read(table: Table, column: str, value: str) -> Any:
    kind = table.columns.get(column)
    if kind is None:
        raise Invalid(errors={column[:80]: [f"Not a column of this view: {', '.join(table.columns)}."]})
    try:
        return READERS[kind](value)
    except (ValueError, KeyError) as error:
        raise Invalid(errors={column: [f"Not a value of this column, which holds {kind.__name__}."]}) from error


def _yes_or_no(value: str) -> bool:
    return {"true": True, "1": True, "false": False, "0": False}[value.lower()]


READERS: dict[type, Callable[[str], Any]] = {
    str: str,
    int: int,
    bool: _yes_or_no,
    datetime: datetime.fromisoformat,
}


def as_csv(columns: Iterable[str], rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """RFC 4180, UTF-8, with a line of headings; what a spreadsheet would take for a formula gets an apostrophe."""
    line = io.StringIO()
    writer = csv.DictWriter(line, list(columns))
    writer.writeheader()
    for row in rows:
        writer.writerow({name: cell(value) for name, value in row.items()})
        if line.tell() > 65_536:
            yield _taken(line)
    yield _taken(line)


def _taken(line: io.StringIO) -> bytes:
    text = line.getvalue()
    line.seek(0)
    line.truncate()
    return text.encode()


def cell(value: Any) -> Any:
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, str) and value.startswith(DANGEROUS):
        return f"'{value}"
    return value


def as_json(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """`{"items": […]}`, row by row."""
    yield b'{"items":['
    for number, row in enumerate(rows):
        shown = {name: instant(value) if isinstance(value, datetime) else value for name, value in row.items()}
        yield (b"," if number else b"") + json.dumps(shown, ensure_ascii=False).encode()
    yield b"]}"
