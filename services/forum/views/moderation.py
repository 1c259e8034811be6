"""What waits for a decision, what was decided, and how one stands."""

from typing import Any

from kit.identity import Person
from kit.shapes import page
from pymongo import ASCENDING, DESCENDING
from pymongo.database import Database

from forum.domain import Document, is_facilitator
from forum.domain import moderation as domain
from forum.domain.standings import RULES

SHOWN = 20
EXCERPT = 300


def shown(things: list[Document], person: Person) -> list[Document]:
    """Those of the things that this person may see."""
    return [one for one in things if domain.is_shown(one, person.id, facilitator=is_facilitator(person, one["course"]))]


def cases(database: Database, course: str, open: bool, limit: int, after: str | None) -> dict[str, Any]:
    """The longest waiting first, each with its latest reports and the words that it is about."""
    where: dict[str, Any] = {"course": course, "open": open, "since": {"$gt": after or ""}}
    found = page(list(database["cases"].find(where).sort("since", ASCENDING).limit(limit + 1)), limit, key="since")
    for case in found["items"]:
        reports = database["reports"].find({"case": case["_id"]}).sort("_id", DESCENDING).limit(SHOWN)
        case["latest"] = list(reports)
        _describe(database, case)
    return found


def _describe(database: Database, case: Document) -> None:
    collection = domain.COLLECTIONS.get(case["about"]["type"])
    thing = (database[collection].find_one(case["about"]["id"]) if collection else None) or {}
    case["hidden"] = bool(thing.get("hidden"))
    case["excerpt"] = next((thing[name] for name in ("body", "summary", "title") if thing.get(name)), "")[:EXCERPT]


def decisions(database: Database, where: Document, limit: int, after: str | None) -> dict[str, Any]:
    """Newest first."""
    where = where | ({"_id": {"$lt": after}} if after else {})
    return page(list(database["decisions"].find(where).sort("_id", DESCENDING).limit(limit + 1)), limit)


def standing(database: Database, course: str, person: str) -> Document:
    found = database["standings"].find_one(f"{course}/{person}") or {}
    return {"suspended_until": found.get("suspended_until")}


def rules(database: Database, course: str) -> Document:
    return RULES | (database["rules"].find_one(course) or {})
