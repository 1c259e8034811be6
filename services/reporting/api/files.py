"""Files over HTTP: the events of a period, and all views of a course for a notebook."""

from typing import Any

from flask import Response
from kit.allowed import allowed
from kit.web import configured, database

from reporting import views
from reporting.api.asking import reader_of
from reporting.api.blueprint import blueprint, route, takes
from reporting.api.streams import NDJSON, TYPES, answer
from reporting.domain import feed
from reporting.files import apart, events
from reporting.schemas import tables as shapes

BINARY = "application/octet-stream"
PARQUET = "application/vnd.apache.parquet"


@route("/courses/<course>/events.file")
@allowed("facilitator", "reporter", "consumer")
@takes(shapes.FileAsked, location="query")
@blueprint.response(200, content_type=BINARY)
def download_events(asked: dict[str, Any], course: str) -> Any:
    """Download the events of a period as NDJSON, CSV, Parquet or xAPI statements"""
    types = reader_of(course).types_among(feed.types(asked["types"], TYPES))
    period = events.Period([course], types, asked.get("first"), asked.get("last"))
    name = f"{course}-events"
    if asked["format"] == "csv":
        return answer(events.csv(database(), period), "text/csv; charset=utf-8", f"{name}.csv")
    if asked["format"] == "xapi":
        statements = events.statements(database(), period, configured().public_url)
        return answer(statements, NDJSON, f"{course}-xapi.ndjson")
    if asked["format"] == "parquet":
        views.figures(database(), course)  # a course that nothing was heard of starts no process
        days = {end: str(asked.get(end, "")) for end in ("first", "last")}
        return _file(
            apart.blocks(configured(), "parquet", courses=[course], types=types, **days), PARQUET, f"{name}.parquet"
        )
    return answer(events.ndjson(database(), period), NDJSON, f"{name}.ndjson")


@route("/courses/<course>/views.duckdb")
@allowed("facilitator", "reporter", "consumer")
@blueprint.response(200, content_type=BINARY)
def download_views(course: str) -> Any:
    """Download all views of a course as one DuckDB file"""
    reader_of(course).must_read_all_types()
    views.figures(database(), course)
    return _file(apart.blocks(configured(), "duckdb", course=course), BINARY, f"{course}.duckdb")


def _file(blocks: Any, kind: str, name: str) -> Response:
    response = Response(blocks, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
