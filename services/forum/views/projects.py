"""Lists of projects, the map, their news, and glimpses of others."""

from typing import Any

from kit.errors import NotFound
from kit.identity import Person
from kit.shapes import page
from pymongo import DESCENDING
from pymongo.database import Database

from forum.domain import Document
from forum.views.moderation import shown

ON_THE_MAP = 2_000
SPOT = ["course", "author", "hidden", "title", "theme", "phase", "place"]


def projects(database: Database, person: Person, course: str, asked: Document) -> dict[str, Any]:
    """Newest first, by theme, phase, continent, or only those whose team one is in."""
    where = {"course": course} | {name: asked[name] for name in ("theme", "phase", "continent") if name in asked}
    where |= {"members": person.id} if asked["mine"] else {}
    return _newest(database, "projects", person, where, asked)


def project(database: Database, person: Person, identity: str) -> Document:
    """Raises NotFound, Forbidden outside its course."""
    found = database["projects"].find_one({"_id": identity})
    if found is None:
        raise NotFound("There is no such project")
    person.must_be_in(found["course"])
    if not shown([found], person):
        raise NotFound("There is no such project")
    return found


def spots(database: Database, person: Person, course: str) -> dict[str, Any]:
    """Every project of a course as a point of the map, the latest two thousand."""
    found = database["projects"].find({"course": course}, SPOT).sort("_id", DESCENDING).limit(ON_THE_MAP)
    return {"items": shown(list(found), person)}


def news(database: Database, person: Person, project: str, asked: Document) -> dict[str, Any]:
    """Latest first."""
    return _newest(database, "news", person, {"project": project}, asked)


def must_be_shown(database: Database, person: Person, course: str, picture: str) -> None:
    """Raises NotFound for a picture that no news of the course shows; whoever brought it may see it before."""
    told = database["news"].find_one({"pictures.file": picture, "course": course}, {"_id": 1})
    if not told and not database["files"].find_one({"_id": picture, "owners": person.id}, {"_id": 1}):
        raise NotFound("There is no such picture in this course")


def glimpses(database: Database, person: Person, course: str, asked: Document) -> dict[str, Any]:
    """Newest first, and how many there are."""
    counts = database["counts"].find_one({"_id": course}) or {}
    found = _newest(database, "glimpses", person, {"course": course, "line": {"$ne": ""}}, asked)
    return found | {"count": counts.get("glimpses", 0)}


def _newest(database: Database, name: str, person: Person, where: Document, asked: Document) -> dict[str, Any]:
    where = where | ({"_id": {"$lt": asked["after"]}} if "after" in asked else {})
    found = page(list(database[name].find(where).sort("_id", DESCENDING).limit(asked["limit"] + 1)), asked["limit"])
    return found | {"items": shown(found["items"], person)}
