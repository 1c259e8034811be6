"""Controversies, and what may be seen of them by whom: others' stances only after one's own, or after the close."""

from collections.abc import Iterable
from typing import Any

from kit.errors import Conflict, NotFound
from kit.identity import Person
from kit.shapes import page
from pymongo import ASCENDING, DESCENDING
from pymongo.database import Database

from forum.domain import Document, is_facilitator, outcomes, stances
from forum.domain import controversies as domain
from forum.domain.sentences import sentences
from forum.views.moderation import shown


def controversies(database: Database, person: Person, course: str, limit: int, after: str | None) -> dict[str, Any]:
    """Newest first; the planned ones for facilitators only."""
    where: dict[str, Any] = {"course": course} | ({"_id": {"$lt": after}} if after else {})
    if not is_facilitator(person, course):
        where["state"] = {"$ne": domain.PLANNED}
    found = page(list(database["controversies"].find(where).sort("_id", DESCENDING).limit(limit + 1)), limit)
    keys = [stances.key(one["_id"], person.id) for one in found["items"]]
    mine = {one["controversy"]: one for one in database["stances"].find({"_id": {"$in": keys}})}
    return found | {"items": [_with_mine(one, mine.get(one["_id"])) for one in found["items"]]}


def controversy(database: Database, person: Person, identity: str) -> Document:
    """One of them, with my stance. Raises NotFound, also while it is planned; Forbidden outside its course."""
    found = database["controversies"].find_one({"_id": identity})
    if found is None:
        raise NotFound("There is no such controversy")
    person.must_be_in(found["course"])
    if found["state"] == domain.PLANNED and not is_facilitator(person, found["course"]):
        raise NotFound("There is no such controversy")
    return _with_mine(found, database["stances"].find_one({"_id": stances.key(identity, person.id)}))


def seen(database: Database, person: Person, identity: str) -> Document:
    """A controversy of which this person may see what others think; raises Conflict before a stance of their own."""
    found = controversy(database, person, identity)
    facilitator = is_facilitator(person, found["course"])
    if not domain.may_see_others(found, has_stance=found["mine"] is not None, facilitator=facilitator):
        raise Conflict("Take a stance first: then you see what others think")
    return found


def reasons(database: Database, controversy: Document, limit: int, after: str | None) -> dict[str, Any]:
    """Why people stand where they stand; who and where only if they said so, all of it from five people on."""
    where: dict[str, Any] = {"controversy": controversy["_id"], "id": {"$gt": after or ""}}
    where |= {"reason": {"$ne": ""}} if controversy["people"] >= stances.FEWEST else {"public": True}
    found = page(list(database["stances"].find(where).sort("id", ASCENDING).limit(limit + 1)), limit, key="id")
    return found | {"items": [_reason(one) for one in found["items"]]}


def arguments(
    database: Database, person: Person, controversy: str, side: str | None, limit: int, after: str | None
) -> dict[str, Any]:
    """In the order in which they were made, of one side or of both."""
    where: dict[str, Any] = {"controversy": controversy, "_id": {"$gt": after or ""}}
    where |= {"side": side} if side else {}
    found = page(list(database["arguments"].find(where).sort("_id", ASCENDING).limit(limit + 1)), limit)
    keys = [f"{one['_id']}/{person.id}" for one in found["items"]]
    held = {one["argument"] for one in database["convictions"].find({"_id": {"$in": keys}, "holds": True})}
    items = [one | {"convinced_me": one["_id"] in held} for one in shown(found["items"], person)]
    return found | {"items": items}


def outcome(database: Database, controversy: Document, language: str | None) -> Document:
    """What came out so far, or in the end: sentences in the course's language unless another is asked for."""
    figures = controversy["outcome"] or outcomes.outcome(controversy["moves"])
    words = {one["_id"]: one for one in database["arguments"].find({"_id": {"$in": list(_named(figures))}})}
    readable = {name: one for name, one in words.items() if one["body"] and not one.get("hidden")}
    said = sentences(
        figures,
        {name: one["body"] for name, one in readable.items()},
        language or _language(database, controversy["course"]),
    )
    return _with_words(figures, readable) | {"sentences": said, "conclusion": controversy["conclusion"]}


def _with_mine(controversy: Document, mine: Document | None) -> Document:
    return controversy | {"people": stances.people(controversy["moves"]), "mine": mine}


def _reason(stance: Document) -> Document:
    seen = stance if stance["public"] else {"author": None, "last": None}
    return {"id": stance["id"], "author": seen["author"], "stance": seen["last"], "reason": stance["reason"]}


def _named(figures: Document) -> Iterable[str]:
    """The ids of all arguments that an outcome speaks of."""
    for one in (*figures.get("movers", []), *figures.get("convincing", [])):
        yield one["argument"]
    opinions = figures.get("opinions") or {"groups": [], "common_ground": []}
    for group in opinions["groups"]:
        yield from group["known_by"]
    yield from opinions["common_ground"]


def _with_words(figures: Document, words: dict[str, Document]) -> Document:
    def told(identity: str) -> Document:
        return {"argument": identity, "side": words[identity]["side"], "body": words[identity]["body"]}

    def all_told(identities: Iterable[str]) -> list[Document]:
        return [told(one) for one in identities if one in words]

    counted: Document = {
        name: [one | told(one["argument"]) for one in figures[name] if one["argument"] in words]
        for name in ("movers", "convincing")
        if name in figures
    }
    if opinions := figures.get("opinions"):
        groups = [group | {"known_by": all_told(group["known_by"])} for group in opinions["groups"]]
        counted["opinions"] = opinions | {"groups": groups, "common_ground": all_told(opinions["common_ground"])}
    return figures | counted


def _language(database: Database, course: str) -> str:
    return (database["courses"].find_one({"_id": course}) or {}).get("language", "fr")
