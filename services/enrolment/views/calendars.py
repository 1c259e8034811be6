"""Calendars: the public one of a course, and the private one of a person, over all their courses."""

from kit.errors import NotFound
from pymongo.database import Database

from enrolment.domain import Document, calendar
from enrolment.tokens import digest
from enrolment.views.courses import course

NAME = "Bascule"


def of_course(database: Database, identity: str, public_url: str) -> bytes:
    """The sessions and stages of a course, without where to join. Raises NotFound."""
    shown = course(database, identity)
    return calendar.calendar(shown["title"], _events(database, shown, public_url, None))


def of_person(database: Database, secret: str, public_url: str) -> bytes:
    """Those of all courses of whoever was given this secret. Raises NotFound: it may have been closed."""
    person = database["people"].find_one({"calendar": digest(secret)})
    if person is None:
        raise NotFound("There is no such calendar, or it was closed")
    mine = database["enrolments"].find({"person": person["_id"], "left_at": None})
    courses = database["courses"].find({"_id": {"$in": [one["course"] for one in mine]}})
    events = [event for one in courses for event in _events(database, one, public_url, person["_id"])]
    return calendar.calendar(NAME, events)


def _events(database: Database, shown: Document, public_url: str, person: str | None) -> list:
    zone, where = shown.get("zone", "Europe/Paris"), {"course": shown["_id"]}
    page = f"{public_url.rstrip('/')}/stages"
    registered = set()
    if person:
        said = database["registrations"].find({"person": person})
        registered = {one["session"] for one in said if one["registered"]}
    stages = [calendar.stage_event(one, zone, page) for one in database["stages"].find(where)]
    return stages + [
        calendar.session_event(one, zone, page, private=bool(person), registered=one["_id"] in registered)
        for one in database["sessions"].find(where)
    ]
