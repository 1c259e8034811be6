"""People: oneself, the names behind ids, who can be found, who is in a course."""

from typing import Any

from kit.errors import Unauthenticated
from kit.shapes import page
from kit.words import fold
from pymongo import ASCENDING
from pymongo.database import Database

from enrolment.domain import Document
from enrolment.domain.enrolments import enrolment_id

FOUND_AT_ONCE = 8
LAST = "\uffff"


def profile(database: Database, person: str) -> Document:
    """A person with all enrolments. Raises Unauthenticated: whoever is gone has a token for some minutes more."""
    found = database["people"].find_one({"_id": person})
    if found is None:
        raise Unauthenticated("This account is no more")
    return {
        **found,
        "enrolments": list(database["enrolments"].find({"person": person, "left_at": None}).sort("_id", ASCENDING)),
    }


def names(database: Database, course_id: str, ids: list[str]) -> list[Document]:
    """Those of the people that are in the course, in the order asked."""
    wanted = {"_id": {"$in": [enrolment_id(course_id, one) for one in ids]}}
    members = [one["person"] for one in database["enrolments"].find(wanted, {"person": 1})]
    found = {one["_id"]: one for one in database["people"].find({"_id": {"$in": members}}, {"name": 1})}
    return [found[one] for one in dict.fromkeys(ids) if one in found]


def found(database: Database, course: str, begins: str) -> list[Document]:
    """People of the course who agreed to be found, by the beginning of a word of their name, in the order of names."""
    first, *more = fold(begins).split() or [""]
    bounds = {"$gte": f"{course}/{first}", "$lt": f"{course}/{first}{LAST}"}
    where = {"found_by": {"$elemMatch": bounds}}
    members = {one["person"]: one for one in database["enrolments"].find(where, limit=FOUND_AT_ONCE * 5)}
    named = database["people"].find({"_id": {"$in": list(members)}}, {"name": 1})
    fitting = [one for one in named if all(word in fold(one["name"]) for word in more)]
    return [_introduced(one, members[one["_id"]]) for one in sorted(fitting, key=_by_name)][:FOUND_AT_ONCE]


def members(database: Database, course: str, role: str | None, limit: int, after: str | None) -> dict[str, Any]:
    """The people of a course with their names; those who left come, too, unless a role is asked for."""
    where: dict[str, Any] = {"course": course} | ({"roles": role} if role else {})
    if after:
        where["_id"] = {"$gt": enrolment_id(course, after)}
    here = list(database["enrolments"].find(where).sort("_id", ASCENDING).limit(limit + 1))
    ids = [one["person"] for one in here]
    known = {one["_id"]: one["name"] for one in database["people"].find({"_id": {"$in": ids}}, {"name": 1})}
    return page([{**one, "name": known.get(one["person"], "")} for one in here], limit, "person")


def _introduced(person: Document, enrolment: Document) -> Document:
    place = {name: enrolment[name] for name in ("country", "department")}
    return {**person, **place, "organisation": enrolment["organisation"]["name"]}


def _by_name(person: Document) -> str:
    return fold(person["name"])
