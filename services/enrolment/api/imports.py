"""Importing learners from a file: rehearsed first, then for real in the background, as often as one likes."""

from typing import Any

from flask import Response, request
from kit.allowed import allowed
from kit.shapes import page_of
from kit.web import database, perform, person

from enrolment import commands, views
from enrolment.api.blueprint import blueprint, gives, route, takes
from enrolment.schemas import imports as shapes

LARGEST = 10 * 1024 * 1024
BODY = {"required": True, "content": {"text/csv": {"schema": {"type": "string"}}}}


@route("/courses/<course>/imports", methods=["POST"])
@allowed("facilitator")
@blueprint.doc(requestBody=BODY)
@takes(shapes.NewImport, location="query")
@gives(202, shapes.Import)
def begin_import(asked: dict[str, Any], course: str) -> Any:
    """Rehearse a CSV file of learners, or import it at once; nobody is sent a mail"""
    request.max_content_length = LARGEST
    return perform(commands.begin_import, person(), course, request.get_data(), **asked)


@route("/courses/<course>/imports")
@allowed("facilitator")
@gives(200, shapes.Imports)
def list_imports(course: str) -> Any:
    """List the latest 20 imports of a course, newest first"""
    return {"items": views.imports(database(), course)}


@route("/imports/<importing>")
@allowed("facilitator")
@gives(200, shapes.Import)
def show_import(importing: str) -> Any:
    """Show how far an import is"""
    return views.importing(database(), person(), importing)


@route("/imports/<importing>/start", methods=["POST"])
@allowed("facilitator")
@gives(202, shapes.Import)
def start_import(importing: str) -> Any:
    """Do for real what was rehearsed"""
    return perform(commands.start_import, person(), importing)


@route("/imports/<importing>/lines")
@allowed("facilitator")
@takes(shapes.LinesAsked, location="query")
@gives(200, page_of(shapes.Line))
def list_lines(asked: dict[str, Any], importing: str) -> Any:
    """List what became, or would become, of each row"""
    found = views.importing(database(), person(), importing)
    return views.lines(database(), found, asked.get("outcome"), asked["limit"], asked.get("after"))


@route("/imports/<importing>/result.csv")
@allowed("facilitator")
@blueprint.response(200, content_type="text/csv")
def show_result(importing: str) -> Response:
    """Download what became of each row, as a file for spreadsheets"""
    found = views.importing(database(), person(), importing)
    answer = Response(views.result(database(), found), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="import.csv"'
    return answer
