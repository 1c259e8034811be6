"""Parquet and DuckDB. Their libraries are large, so only a process of its own imports this (see apart)."""

import os
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from pymongo.database import Database

from reporting.files.events import Period, row, stored
from reporting.views import tables

AT_ONCE = 5_000
TYPES = {str: pa.string(), int: pa.int64(), bool: pa.bool_(), datetime: pa.timestamp("ms", tz="UTC")}
EVENT = pa.schema(
    [
        ("position", pa.int64()),
        ("id", pa.string()),
        ("type", pa.dictionary(pa.int32(), pa.string())),
        ("time", TYPES[datetime]),
        ("course", pa.dictionary(pa.int32(), pa.string())),
        ("aggregate", pa.string()),
        ("sequence", pa.int64()),
        ("correlation", pa.string()),
        ("causation", pa.string()),
        ("data", pa.string()),
    ]
)


def parquet(database: Database, period: Period, path: Path) -> None:
    """Write the events of a period, compressed with zstd, some thousand rows at a time."""
    with pq.ParquetWriter(path, EVENT, compression="zstd") as writer:
        for batch in stored(database, period):
            writer.write_table(pa.Table.from_pylist([row(one) for one in batch], EVENT))


def duck(database: Database, course: str, path: Path) -> None:
    """Write all views of a course as tables of one DuckDB file, which takes the place of an older one at once."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    fresh.unlink(missing_ok=True)
    try:
        with duckdb.connect(str(fresh)) as connection:
            for name, table in tables.TABLES.items():
                _fill(connection, database, course, name, table)
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)


def _fill(connection: Any, database: Database, course: str, name: str, table: tables.Table) -> None:
    schema = pa.schema([(column, TYPES[kind]) for column, kind in table.columns.items()])
    connection.register("fresh", schema.empty_table())
    connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM fresh')  # nosec B608 - names are ours, from TABLES
    for some in _some(tables.rows(database, course, name, {})):
        connection.register("fresh", pa.Table.from_pylist(some, schema))
        connection.execute(f'INSERT INTO "{name}" SELECT * FROM fresh')  # nosec B608
    connection.unregister("fresh")


def _some(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while some := list(islice(rows, AT_ONCE)):
        yield some
