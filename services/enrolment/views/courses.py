"""Courses, their stages and their sessions, in lists and one by one."""

from typing import Any

from kit.errors import Invalid, NotFound
from kit.identity import Person
from kit.markdown import render
from kit.shapes import page
from pymongo import ASCENDING
from pymongo.database import Database

from enrolment.domain import Document
from enrolment.domain.sessions import registration_id
from enrolment.domain.stages import may_read
from enrolment.views.published import sketchnotes

DRAWINGS = 20
"""Of a stage, at most: a week has some three."""


def courses(database: Database, limit: int, after: str | None) -> dict[str, Any]:
    """By slug."""
    where = {"_id": {"$gt": after}} if after else {}
    return page(list(database["courses"].find(where).sort("_id", ASCENDING).limit(limit + 1)), limit)


def course(database: Database, identity: str) -> Document:
    """Raises NotFound."""
    found = database["courses"].find_one({"_id": identity})
    if found is None:
        raise NotFound(f"There is no course {identity}")
    return found


def stages(database: Database, course_id: str, limit: int, after: str | None) -> dict[str, Any]:
    """In the order of their numbers, which are the cursor. Raises NotFound (course), Invalid (cursor)."""
    course(database, course_id)
    if after and not (after.isascii() and after.isdigit() and len(after) < 4):
        raise Invalid(errors={"after": ["Not the `next` of a page."]})
    where = {"course": course_id, "number": {"$gt": int(after or 0)}}
    return page(list(database["stages"].find(where).sort("number", ASCENDING).limit(limit + 1)), limit, "number")


def sessions(database: Database, course_id: str, limit: int, after: str | None) -> dict[str, Any]:
    """In the order of their beginnings. Raises NotFound (course), Invalid (cursor)."""
    course(database, course_id)
    where: dict[str, Any] = {"course": course_id}
    if after:
        last = database["sessions"].find_one({"_id": after, **where})
        if last is None:
            raise Invalid(errors={"after": ["Not the `next` of a page."]})
        begin = last["starts_at"]
        where["$or"] = [{"starts_at": {"$gt": begin}}, {"starts_at": begin, "_id": {"$gt": after}}]
    order = [("starts_at", ASCENDING), ("_id", ASCENDING)]
    return page(list(database["sessions"].find(where).sort(order).limit(limit + 1)), limit)


def stage(database: Database, person: Person, identity: str) -> Document:
    """One stage with its drawings; its content once it is open, or to facilitators. Raises NotFound, Forbidden."""
    found = database["stages"].find_one({"_id": identity})
    if found is None:
        raise NotFound("There is no such stage")
    person.must_be_in(found["course"])
    found["sketchnotes"] = sketchnotes(database, found["course"], identity, DRAWINGS, None)["items"]
    if not may_read(found, person.has("facilitator", found["course"])):
        return {**found, "content": "", "html": "", "attachments": []}
    return {**found, "html": render(found["content"]).html}


def session(database: Database, person: Person, identity: str) -> Document:
    """One session, as somebody of its course sees it. Raises NotFound, Forbidden."""
    found = database["sessions"].find_one({"_id": identity})
    if found is None:
        raise NotFound("There is no such session")
    person.must_be_in(found["course"])
    mine = database["registrations"].find_one({"_id": registration_id(identity, person.id)}) or {}
    return {**found, "i_registered": mine.get("registered", False), "i_attended": mine.get("attended")}


def registrations(database: Database, person: str, course: str) -> list[Document]:
    """What somebody said of taking part in the sessions of a course."""
    return [one for one in database["registrations"].find({"person": person}) if one["course"] == course]
