"""All that forum holds about a person, by subject."""

from datetime import datetime
from typing import Any

from pymongo.database import Database

from forum.domain import Document, contacts

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
SUBJECTS = (*WHERE, "offers")
NOT_SAID = {"html", "stems", "version", "answerers", "due_at", "members", "team", "offers"}
"""Made of the rest, or about others."""


def everything(database: Database, person: str) -> Document:
    """`service`, and lists of documents by collection, the words of the person as they wrote them."""
    courses = [one["_id"] for one in database["courses"].find({}, {"_id": 1})]
    held = {name: [_said(one) for one in _find(database, name, person, courses)] for name in WHERE}
    return {"service": "forum", **held, "offers": _offers(database, person)}


def _find(database: Database, name: str, person: str, courses: list[str]) -> list[dict[str, Any]]:
    where: dict[str, Any] = {WHERE[name]: person}
    if name == "discussions":  # its indexes begin with the course
        found = [one for course in courses for one in database[name].find({"course": course, **where})]
    else:
        found = list(database[name].find(where))
    # a contact as this person may know it: who asked does not learn here that the other declined
    return [contacts.seen_by(one, person) for one in found] if name == "contacts" else found


def _offers(database: Database, person: str) -> list[Document]:
    """The hands that somebody offered, each with the request that it answers."""
    requests = database["help_requests"].find({"offers.by": person}, {"offers": 1})
    offers = [{"request": one["_id"], **offer} for one in requests for offer in one["offers"]]
    return [_said(offer) for offer in offers if offer["by"] == person]


def _said(document: dict[str, Any]) -> Document:
    return {"id" if name == "_id" else name: _plain(value) for name, value in document.items() if name not in NOT_SAID}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list) else value
