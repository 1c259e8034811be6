"""Any view as CSV or JSON, for reporters, facilitators and consumers with a token of the course."""

from itertools import islice
from typing import Any

from flask import request
from kit.allowed import allowed
from kit.web import database

from reporting.api.asking import reader_of
from reporting.api.blueprint import blueprint, route, takes
from reporting.api.streams import answer
from reporting.schemas import tables as shapes
from reporting.views import tables

NOT_COLUMNS = ("format", "limit")


@route("/courses/<course>/views/<view>")
@allowed("facilitator", "reporter", "consumer")
@takes(shapes.TableAsked, location="query")
@blueprint.response(200)
def show_view(asked: dict[str, Any], course: str, view: str) -> Any:
    """Show the rows of a view; every other parameter is a column with the value that it must have"""
    reader_of(course).must_read_all_types()
    filters = {name: value for name, value in request.args.items() if name not in NOT_COLUMNS}
    rows = islice(tables.rows(database(), course, view, filters), asked.get("limit"))
    if asked["format"] == "csv":
        return answer(tables.as_csv(tables.TABLES[view].columns, rows), "text/csv; charset=utf-8", f"{view}.csv")
    return answer(tables.as_json(rows), "application/json")
