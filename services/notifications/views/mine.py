"""What people have chosen, what was sent to them, and all that is held about them."""

from typing import Any

from kit.shapes import page
from pymongo import DESCENDING
from pymongo.database import Database

from notifications.domain import Document, choices
from notifications.domain.links import Muted
from notifications.store import levels

HELD = {
    "members": "person",
    "registrations": "person",
    "teams": "person",
    "voices": "person",
    "levels": "person",
    "bells": "person",
    "readers": "person",
    "mails": "person",
    "digests": "person",
    "subscriptions": "person",
    "replies": "person",
    "posts": "author",
    "people": "_id",
    "preferences": "_id",
}
"""Where something about a person is held, and by which field it is found."""
SECRET = ("content", "p256dh", "auth")


def preferences(database: Database, person: str) -> Document:
    return choices.whole(database["preferences"].find_one({"_id": person}))


def level(database: Database, person: str, course: str, thing: str) -> Document:
    """The level that somebody has for a thing: the one that they chose, or what follows from what they did."""
    found = database["levels"].find_one({"_id": levels.key(course, person, thing)})
    type_, _, id_ = thing.partition("/")
    automatic = choices.WATCHING if _takes_part(database, person, type_, id_) else choices.NORMAL
    kept = {"type": type_, "id": id_, "course": course, "automatic": automatic}
    return kept | {"level": found["level"] if found else automatic, "chosen": bool(found)}


def _takes_part(database: Database, person: str, type_: str, id_: str) -> bool:
    if type_ == "discussion":
        return database["voices"].find_one({"_id": f"{id_}/{person}"}) is not None
    if type_ == "project":
        return (database["teams"].find_one({"_id": f"{id_}/{person}"}) or {}).get("member", False)
    return False


def chosen_levels(database: Database, person: str, course: str, limit: int, after: str | None) -> Document:
    """The levels that somebody chose in a course."""
    where: Document = {"person": person, "course": course} | ({"_id": {"$gt": after}} if after else {})
    found = page(list(database["levels"].find(where).sort("_id", 1).limit(limit + 1)), limit)
    return found | {"items": [levels.as_document(one) for one in found["items"]]}


def history(database: Database, person: str, limit: int, after: str | None) -> Document:
    """What left for somebody by mail and push in the last month, newest first; waiting mails too."""
    where: Document = {"person": person} | ({"_id": {"$lt": after}} if after else {})
    found = database["mails"].find(where).sort("_id", DESCENDING).limit(limit + 1)
    return page(list(found), limit)


def muting(database: Database, muted: Muted) -> Document:
    """What a link in a mail mutes, and whether it is muted already."""
    chosen = database["preferences"].find_one({"_id": muted.person})
    told = {"course": muted.course, "language": language(database, muted.person, chosen)}
    if muted.thing:
        found = database["levels"].find_one({"_id": levels.key(muted.course, muted.person, muted.thing)})
        type_, _, id_ = muted.thing.partition("/")
        title = (database["bells"].find_one({"topic": muted.thing, "person": muted.person}) or {}).get("about", {})
        about = {"type": type_, "id": id_, "title": title.get("title", "")}
        done = bool(found and found["level"] == choices.MUTED)
        return told | {"what": "thing", "kind": None, "about": about, "done": done}
    whole = choices.whole(chosen)
    wish = whole["digest"]["period"] if muted.kind == "digest" else whole["channels"][muted.kind]["mail"]
    return told | {"what": "kind", "kind": muted.kind, "about": None, "done": wish == "never"}


def language(database: Database, person: str, chosen: Document | None) -> str:
    """In which language somebody is written to: as they chose, else as enrolment told."""
    if chosen and chosen.get("language"):
        return chosen["language"]
    return (database["people"].find_one({"_id": person}) or {}).get("language", "fr")


def subscriptions(database: Database, person: str) -> list[Document]:
    return list(database["subscriptions"].find({"person": person}))


def everything(database: Database, person: str) -> dict[str, Any]:
    """All that notifications holds about a person, by collection, without what would open doors."""
    held = {}
    for collection, field in HELD.items():
        found = database[collection].find({field: person})
        held[collection] = [_told({k: v for k, v in one.items() if k not in SECRET}) for one in found]
    return {name: documents for name, documents in held.items() if documents}


def _told(value: Any) -> Any:
    """Values as JSON has them: moments in ISO 8601."""
    if isinstance(value, dict):
        return {name: _told(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_told(one) for one in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
