"""Reports over HTTP, as JSON, as a page and as a PDF."""

from datetime import UTC, date, datetime
from typing import Any

from flask import Response
from kit.allowed import allowed
from kit.errors import Invalid
from kit.shapes import Page
from kit.web import database, perform, person

from reporting import commands, paper, store, views
from reporting.api import drawings, names
from reporting.api.asking import must_run
from reporting.api.blueprint import blueprint, gives, route, takes
from reporting.reactions import on
from reporting.schemas import bilans as shapes

LATEST = 10
"""Published reports that are shown beside the figures of now."""
SAFE = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; font-src data:; "
    "base-uri 'none'; form-action 'none'"
)


@route("/courses/<course>/bilans", methods=["POST"])
@allowed("facilitator", "reporter")
@takes(shapes.NewBilan)
@gives(201, shapes.Bilan)
def publish_bilan(new: dict[str, Any], course: str) -> Any:
    """Publish a report on a period, with a facilitator's words (facilitators, reporters)"""
    return perform(commands.bilans.publish, person(), course, **new)


@route("/courses/<course>/bilans")
@allowed("member")
@takes(Page, location="query")
@gives(200, shapes.Bilans)
def list_bilans(asked: dict[str, Any], course: str) -> Any:
    """List the published reports, the latest first (people of the course)"""
    person().must_be_in(course)
    return views.bilans.published(database(), course, asked["limit"], asked.get("after"))


@route("/courses/<course>/bilan/now")
@allowed("member")
@gives(200, shapes.Now)
def show_now(course: str) -> Any:
    """Show where a course is: its dashboard, how it feels, the latest published reports (people of the course)"""
    person().must_be_in(course)
    return {
        "dashboard": views.dashboards.dashboard(database(), course),
        "sensations": views.sensations.sensations(database(), course)["items"],
        "bilans": views.bilans.published(database(), course, LATEST, None)["items"],
    }


@route("/courses/<course>/bilan")
@allowed("facilitator", "reporter")
@takes(shapes.BilanAsked, location="query")
@blueprint.response(200)
def preview_bilan(asked: dict[str, Any], course: str) -> Any:
    """Make a report on any period without publishing it (facilitators, reporters)"""
    must_run(course)
    views.figures(database(), course)
    commands.bilans.check_period(asked["last"], datetime.now(UTC).date())
    newest = store.position(database())
    if asked.get("position", 0) > newest:
        raise Invalid(errors={"position": [f"The newest event is at {newest}."]})
    wanted = asked | {"course": course, "title": "", "text": "", "position": asked.get("position", newest)}
    wanted |= {name: asked[name].isoformat() for name in ("first", "last") if isinstance(asked[name], date)}
    return _answer(views.bilans.made(database(), on, wanted), asked["format"], course, wanted["last"])


@route("/bilans/<bilan>", methods=["PUT"])
@allowed("facilitator", "reporter")
@takes(shapes.Written)
@gives(200, shapes.Bilan)
def rewrite_bilan(written: dict[str, Any], bilan: str) -> Any:
    """Change the words of a report; its figures stay (facilitators, reporters)"""
    return perform(commands.bilans.rewrite, person(), bilan, **written)


@route("/bilans/<bilan>")
@allowed("member")
@blueprint.response(200)
def show_bilan(bilan: str) -> Any:
    """Show a report as JSON, the same to the byte whenever it is asked (people of the course)"""
    return _published(bilan, "json")


@route("/bilans/<bilan>.html")
@allowed("member")
@blueprint.response(200, content_type="text/html")
def show_bilan_page(bilan: str) -> Any:
    """Show a report as one page to read (people of the course)"""
    return _published(bilan, "html")


@route("/bilans/<bilan>.pdf")
@allowed("member")
@blueprint.response(200, content_type="application/pdf")
def show_bilan_paper(bilan: str) -> Any:
    """Show a report as a tagged PDF (people of the course)"""
    return _published(bilan, "pdf")


def _published(identity: str, form: str) -> Response:
    found = views.bilans.bilan(database(), identity)
    person().must_be_in(found["course"])
    made = views.bilans.as_json(database(), on, found)
    return _answer(made, form, found["course"], found["last"])


def _answer(made: bytes, form: str, course: str, last: str) -> Response:
    if form == "json":
        return Response(made, content_type="application/json")
    page = paper.page(made, names.of_quoted(made, course), drawings.of_report(made, course))
    if form == "html":
        response = Response(page, content_type="text/html; charset=utf-8")
        response.headers["Content-Security-Policy"] = SAFE
        return response
    response = Response(paper.pdf(page), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="bilan-{course}-{last}.pdf"'
    return response
