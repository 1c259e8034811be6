"""Forgetting a person: what enrolment holds goes at once, and every other service is told to do the same.

What is left is a pseudonym that leads nowhere: an id in what others saw happen. `held` lists every place that a
person's name, address or words can be in, so that what is shown to them and what is erased are the same.
"""

from collections.abc import Mapping
from typing import Any

from kit import files, idempotency, outbox
from kit.unit_of_work import Work
from pymongo.database import Database

from enrolment import events, store
from enrolment.domain import Document, enrolments, people
from enrolment.tokens import digest

NOWHERE = "no-course"
"""The course that is told of where somebody was in none: whoever knows them must forget them all the same."""
BY_PERSON = ("enrolments", "registrations", "links", "families")
"""Collections whose documents belong to the person that their `person` names."""


def erase(work: Work, person: str) -> None:
    """Erase a person everywhere. Raises NotFound: they are no more."""
    me = store.person(work, person)
    for known in _presences(work, me):
        told = enrolments.erased(known)
        work.emit(events.LEARNER_ERASED, told, aggregate=known["_id"], sequence=told["version"])
    for registration in work.find("registrations", {"person": person, "registered": True}):
        work.update("sessions", registration["session"], {"$inc": {"registered": -1}})
    for collection in BY_PERSON:
        _delete_all(work, collection, {"person": person})
    _delete_all(work, "contacts", {"people": person})
    _delete_all(work, outbox.COLLECTION, {"unsent": True, "private": True, "data.learner": person})
    _delete_all(work, outbox.COLLECTION, {"unsent": True, "private": True, "data.person": person})
    _forget_rows(work, me["key"])
    idempotency.forget(work, person)
    work.delete("askings", digest(me["key"]))
    work.delete("people", person)


def _presences(work: Work, me: Document) -> list[Document]:
    """Their enrolments; an operator may have left traces in every other course, too, or in a house that has none."""
    found = {one["course"]: one for one in list(work.find("enrolments", {"person": me["_id"]}))}
    everywhere = [one["_id"] for one in work.find("courses", {}, projection={"_id": 1})] if me.get("operator") else []
    for course in everywhere or ([] if found else [NOWHERE]):
        found.setdefault(course, {"_id": f"{course}/{me['_id']}", "course": course, "person": me["_id"], "version": 0})
    return list(found.values())


def held(database: Database, person: str) -> dict[str, Any]:
    """Everything that enrolment holds about a person, by collection; secrets only as that there are some."""
    me = database["people"].find_one({"_id": person}) or {}
    mine = {name: list(database[name].find({"person": person})) for name in ("enrolments", "registrations")}
    families = database["families"].find({"person": person})
    signed_in = [{name: one[name] for name in ("at", "expires_at")} for one in families]
    brought = list(database["files"].find({"owners": person}, {"kind": 1, "size": 1, "at": 1}))
    imported = [_row(page, line) for page, line in _rows(database, me.get("key", ""))]
    contacts = [one["_id"] for one in database["contacts"].find({"people": person})]
    profile = {name: me.get(name) for name in ("name", "email", "language", "operator", "at")}
    return {
        "profile": profile,
        **mine,
        "sign_ins": signed_in,
        "files": brought,
        "imports": imported,
        "contacts": contacts,
    }


def is_mine(database: Database, person: str, email: str) -> bool:
    """Whether this is the person's address. Somebody who is no more has none."""
    return database["people"].find_one({"_id": person, "key": people.fold(email)}, {"_id": 1}) is not None


def disown_files(database: Database, person: str) -> None:
    """After the transaction: whatever they brought is theirs no more."""
    files.disown(database, person)


def _delete_all(work: Work, collection: str, where: Mapping[str, Any]) -> None:
    for one in list(work.find(collection, where, projection={"_id": 1})):
        work.delete(collection, one["_id"])


def _forget_rows(work: Work, key: str) -> None:
    """Take somebody out of what imports of the last days say, and give up the files that name them."""
    for page in list(work.find("import_pages", {})):
        lines = [{**line, "email": ""} if people.fold(line["email"]) == key else line for line in page["lines"]]
        if lines != page["lines"]:
            work.update("import_pages", page["_id"], {"$set": {"lines": lines}})
    for sheet in list(work.find("sheets", {})):
        if key in people.fold(sheet["body"].decode("utf-8", "replace")):
            work.delete("sheets", sheet["_id"])


def _rows(database: Database, key: str) -> list[tuple[Document, Document]]:
    pages = database["import_pages"].find({})
    return [(page, line) for page in pages for line in page["lines"] if people.fold(line["email"]) == key]


def _row(page: Document, line: Document) -> Document:
    return {"import": page["import"], **line}
