"""The events of a period, as blocks of bytes: NDJSON, CSV and xAPI statements, in the memory of one batch."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pymongo.database import Database

from reporting import store, xapi
from reporting.domain import Document
from reporting.domain.feed import cloud_event
from reporting.views.tables import as_csv

COLUMNS = ("position", "id", "type", "time", "course", "aggregate", "sequence", "correlation", "causation", "data")


@dataclass(frozen=True)
class Period:
    """Of which course and types, from the first day to the last (UTC); no days mean all of them."""

    courses: list[str] | None
    types: list[str] = field(default_factory=list)
    first: date | None = None
    last: date | None = None

    @property
    def wanted(self) -> store.Wanted:
        since = _midnight(self.first) if self.first else None
        before = _midnight(self.last) + timedelta(days=1) if self.last else None
        return store.Wanted(self.courses, self.types or None, since, before)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def stored(database: Database, period: Period) -> Iterator[list[Document]]:
    """The events, batch by batch, in the order of their positions."""
    return (one for one in store.read(database, 0, store.position(database), period.wanted) if one)


def ndjson(database: Database, period: Period) -> Iterator[bytes]:
    """CloudEvents in JSON, one a line."""
    for batch in stored(database, period):
        yield b"".join(_line(cloud_event(one)) for one in batch)


def csv(database: Database, period: Period) -> Iterator[bytes]:
    """One row for each event; its data is a cell of JSON."""
    return as_csv(COLUMNS, (row(one) for batch in stored(database, period) for one in batch))


def statements(database: Database, period: Period, home: str) -> Iterator[bytes]:
    """xAPI 1.0.3 statements, one a line, of those events that xAPI has words for."""
    for batch in stored(database, period):
        told = (xapi.statement(one, home) for one in batch)
        yield b"".join(_line(one) for one in told if one)


def row(stored: Document) -> dict[str, Any]:
    """A stored event as a row."""
    kept = {name: stored[name] for name in COLUMNS if name in stored}
    data = json.dumps(stored["data"], ensure_ascii=False)
    return {name: kept.get(name) for name in COLUMNS} | {"position": stored["_id"], "data": data}


def _line(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
