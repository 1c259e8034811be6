"""All that forum holds about a person, by subject."""

from datetime import datetime
from typing import Any

from pymongo.database import Database

from forum.domain import Document

WHERE = {
    "discussions": "author",
    "posts": "author",
    "edits": "author",
    "thanks": "person",
    "reads": "person",
    "readers": "person",
    "subjects": "person",
    "asked": "_id",
    "stances": "author",
    "arguments": "author",
    "convictions": "person",
    "projects": "members",
    "news": "author",
    "glimpses": "author",
    "help_requests": "author",
    "contacts": "people",
    "reports": "by",
    "decisions": "author",
    "standings": "person",
}
"""Which field of a collection says whose a document is."""
NOT_SAID = {"html", "stems", "version", "answerers", "due_at", "members", "team", "offers"}
"""Made of the rest, or about others."""


def everything(database: Database, person: str) -> Document:
    """`service`, and lists of documents by collection, the words of the person as they wrote them."""
    courses = [one["_id"] for one in database["courses"].find({}, {"_id": 1})]
    held = {name: [_said(one) for one in _find(database, name, person, courses)] for name in WHERE}
    return {"service": "forum", **held}


def _find(database: Database, name: str, person: str, courses: list[str]) -> list[dict[str, Any]]:
    where: dict[str, Any] = {WHERE[name]: person}
    if name == "discussions":  # its indexes begin with the course
        return [one for course in courses for one in database[name].find({"course": course, **where})]
    return list(database[name].find(where))


def _said(document: dict[str, Any]) -> Document:
    return {"id" if name == "_id" else name: _plain(value) for name, value in document.items() if name not in NOT_SAID}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return [_plain(each) for each in value] if isinstance(value, list) else value
