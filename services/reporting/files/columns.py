"""Parquet and DuckDB, both by DuckDB. It is large, so only a process of its own imports this (see apart)."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
from pymongo.database import Database

from reporting.files.events import Period, row, stored
from reporting.views import tables

AT_ONCE = 2_000
LIMITS: dict[str, Any] = {"threads": 1, "memory_limit": "160MB", "preserve_insertion_order": False}
"""A container has people to answer, too; one thread keeps the order by itself."""
TYPES = {str: "VARCHAR", int: "BIGINT", bool: "BOOLEAN", datetime: "TIMESTAMPTZ"}
EVENT = {
    "position": TYPES[int],
    "id": TYPES[str],
    "type": TYPES[str],
    "time": TYPES[datetime],
    "course": TYPES[str],
    "aggregate": TYPES[str],
    "sequence": TYPES[int],
    "correlation": TYPES[str],
    "causation": TYPES[str],
    "data": TYPES[str],
}


def parquet(database: Database, period: Period, path: Path) -> None:
    """Write the events of a period, compressed with zstd, some thousand rows at a time.

    They come together in a table on disk first, since DuckDB writes a Parquet file in one go.
    """
    with _fresh(path) as fresh, duckdb.connect(str(fresh), config=LIMITS) as connection:
        rows = (row(one) for batch in stored(database, period) for one in batch)
        _fill(connection, "events", EVENT, rows)
        how = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE_BYTES '8MB'"
        connection.execute(f"COPY events TO ? ({how})", [str(path)])


def duck(database: Database, course: str, path: Path) -> None:
    """Write all views of a course as tables of one DuckDB file, which takes the place of an older one at once."""
    with _fresh(path) as fresh:
        with duckdb.connect(str(fresh), config=LIMITS) as connection:
            for name, table in tables.TABLES.items():
                columns = {column: TYPES[kind] for column, kind in table.columns.items()}
                _fill(connection, name, columns, tables.rows(database, course, name, {}))
        os.replace(fresh, path)


@contextmanager
def _fresh(path: Path) -> Iterator[Path]:
    """A file beside another one, gone in the end."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    try:
        yield fresh
    finally:
        fresh.unlink(missing_ok=True)


def _fill(connection: Any, name: str, columns: Mapping[str, str], rows: Iterable[dict[str, Any]]) -> None:
    """A new table of these rows. They go in as columns of many values: one by one takes forty times as long."""
    declared = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
    connection.execute(f'CREATE TABLE "{name}" ({declared})')
    values = ", ".join(f"unnest(?::{kind}[])" for kind in columns.values())
    every = iter(rows)
    while some := list(islice(every, AT_ONCE)):
        insert = f'INSERT INTO "{name}" SELECT {values}'  # nosec B608 - the names of our own tables
        connection.execute(insert, [[one[column] for one in some] for column in columns])
