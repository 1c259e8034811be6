"""Calendars for the calendar programs that people have: a public one of each course, a private one of each person."""

from typing import Any

from flask import Response
from kit.allowed import allowed, anybody
from kit.web import configured, database, person, transaction

from enrolment import commands, tokens, views
from enrolment.api.blueprint import blueprint, gives, route
from enrolment.schemas import sessions as shapes

KIND = "text/calendar; charset=utf-8"
PUBLIC = "public, max-age=300"
PRIVATE = "private, max-age=300"


@route("/courses/<course>/calendar.ics")
@anybody
@blueprint.response(200, content_type="text/calendar")
def show_course_calendar(course: str) -> Response:
    """The sessions and stages of a course, for anybody's calendar"""
    return _calendar(views.of_course(database(), course, configured().public_url), PUBLIC)


@route("/calendars/<secret>.ics")
@anybody
@blueprint.response(200, content_type="text/calendar")
def show_my_calendar(secret: str) -> Response:
    """The sessions of all my courses, with where to join; the address is all that opens it"""
    return _calendar(views.of_person(database(), secret, configured().public_url), PRIVATE)


@route("/me/calendar")
@allowed("person")
@gives(200, shapes.HasCalendar)
def has_calendar() -> Any:
    """Tell whether I have a private calendar"""
    return {"open": bool(views.profile(database(), person().id).get("calendar"))}


@route("/me/calendar", methods=["POST"])
@allowed("person")
@gives(201, shapes.Calendar)
def give_calendar() -> Any:
    """Open my private calendar under a new address, which closes the old one"""
    secret = tokens.new_secret()
    transaction(lambda work: commands.give_calendar(work, person().id, secret))
    return {"url": f"{configured().public_url.rstrip('/')}/api/enrolment/calendars/{secret}.ics"}


@route("/me/calendar", methods=["DELETE"])
@allowed("person")
@gives(204)
def take_calendar() -> None:
    """Close my private calendar"""
    transaction(lambda work: commands.take_calendar(work, person().id))


def _calendar(body: bytes, cached: str) -> Response:
    response = Response(body, content_type=KIND)
    response.headers["Cache-Control"] = cached
    response.headers["Content-Disposition"] = 'inline; filename="bascule.ics"'
    return response
