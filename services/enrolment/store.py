"""Collections, their indexes, and how documents are found and saved."""

from collections.abc import Iterable
from datetime import datetime

from kit import files
from kit.errors import NotFound
from kit.unit_of_work import Work
from pymongo import ASCENDING, IndexModel
from pymongo.database import Database

from enrolment import keys
from enrolment.domain import Document
from enrolment.domain.enrolments import enrolment_id
from enrolment.domain.sign_in import LINK_LASTS
from enrolment.tokens import digest


def _by(*names: str, unique: bool = False) -> IndexModel:
    return IndexModel([(name, ASCENDING) for name in names], unique=unique)


def _until(name: str, seconds: float = 0) -> IndexModel:
    return IndexModel([(name, ASCENDING)], expireAfterSeconds=int(seconds))


COLLECTIONS = {
    "courses": [],
    "contacts": [_by("people")],
    "stages": [
        _by("course", "number", unique=True),
        IndexModel([("opens_at", ASCENDING)], partialFilterExpression={"waiting": True}),
    ],
    "sessions": [
        _by("course", "starts_at", "_id"),
        IndexModel([("remind_at", ASCENDING)], partialFilterExpression={"remind_at": {"$type": "date"}}),
    ],
    "registrations": [_by("person"), _by("session", "registered")],
    "sketchnotes": [_by("course", "_id"), _by("about.id")],
    "announcements": [_by("course", "_id")],
    **files.COLLECTIONS,
    "people": [
        _by("key", unique=True),
        IndexModel([("subject", ASCENDING)], unique=True, partialFilterExpression={"subject": {"$type": "string"}}),
        IndexModel([("calendar", ASCENDING)], partialFilterExpression={"calendar": {"$type": "string"}}),
    ],
    "enrolments": [_by("person"), _by("course", "_id"), _by("course", "roles"), _by("found_by")],
    "imports": [
        _by("course", "_id"),
        IndexModel([("waiting", ASCENDING)], partialFilterExpression={"waiting": True}),
        _until("expires_at"),
    ],
    "import_pages": [_by("import", "run", "last"), _until("expires_at")],
    "sheets": [_by("course"), _until("expires_at")],
    "connects": [_until("expires_at")],
    "links": [_until("expires_at")],
    "askings": [_until("at", LINK_LASTS.total_seconds())],
    "families": [_until("expires_at"), _by("person")],
    keys.COLLECTION: [],
}


def course(work: Work, identity: str) -> Document:
    """Raises NotFound."""
    found = work.find_one("courses", identity)
    if found is None:
        raise NotFound(f"There is no course {identity}")
    return found


def stages_due(database: Database, now: datetime) -> list[Document]:
    """The stages whose moment has come, as they are outside any transaction."""
    return list(database["stages"].find({"waiting": True, "opens_at": {"$lte": now}}))


def one(work: Work, collection: str, identity: str, what: str) -> Document:
    """Raises NotFound, naming `what` is not there."""
    found = work.find_one(collection, identity)
    if found is None:
        raise NotFound(f"There is no such {what}")
    return found


def stage(work: Work, identity: str) -> Document:
    return one(work, "stages", identity, "stage")


def reminders_due(database: Database, now: datetime) -> list[Document]:
    """The sessions to remind of, as they are outside any transaction."""
    return list(database["sessions"].find({"remind_at": {"$lte": now}}))


def session(work: Work, identity: str) -> Document:
    return one(work, "sessions", identity, "session")


def importing(work: Work, identity: str) -> Document:
    return one(work, "imports", identity, "import")


def imports_waiting(database: Database) -> list[Document]:
    """Those that are not at their end, oldest first, as they are outside any transaction."""
    return sorted(database["imports"].find({"waiting": True}), key=lambda one: one["_id"])


def language_of(work: Work, person: str) -> str:
    """The language that somebody reads; French for whoever is not known."""
    return (work.find_one("people", person, projection={"language": 1}) or {}).get("language", "fr")


def save(work: Work, collection: str, before: Document, after: Document) -> None:
    """Write what changed, if the thing is still at the version that was read."""
    changes = {name: value for name, value in after.items() if before.get(name) != value}
    if changes:
        work.guard(collection, {"_id": before["_id"], "version": before["version"]}, {"$set": changes})


def people(work: Work, folded: Iterable[str]) -> dict[str, Document]:
    """Those people whose addresses, folded, are among these."""
    return {one["key"]: one for one in work.find("people", {"key": {"$in": sorted(folded)}})}


def person(work: Work, identity: str) -> Document:
    return one(work, "people", identity, "person")


def enrolment(work: Work, course: str, person: str) -> Document | None:
    """Somebody's enrolment in a course, also one that they have left."""
    return work.find_one("enrolments", enrolment_id(course, person))


def enrolments(work: Work, identities: Iterable[str]) -> dict[str, Document]:
    """Those of the enrolments that exist, by id."""
    return {one["_id"]: one for one in work.find("enrolments", {"_id": {"$in": list(identities)}})}


def has_another_facilitator(work: Work, course: str, person: str) -> bool:
    """Whether somebody else is a facilitator of the course."""
    where = {"course": course, "roles": "facilitator"}
    return any(one["person"] != person for one in work.find("enrolments", where, limit=2))


def enrolments_of(work: Work, person: str) -> list[Document]:
    return list(work.find("enrolments", {"person": person}))


def askings(work: Work, folded: str) -> list[datetime]:
    """When links were asked for this address, known or not; of the address itself only a hash is kept."""
    return (work.find_one("askings", digest(folded)) or {"times": []})["times"]


def remember_askings(work: Work, folded: str, times: list[datetime]) -> None:
    work.update("askings", digest(folded), {"$set": {"times": times, "at": work.now}}, upsert=True)
