"""People as mails need them: names, addresses, preferences, the browsers that take pushes, and how all is forgotten."""

from collections.abc import Iterable

from kit import idempotency
from kit.event import Event
from kit.unit_of_work import Work

from notifications.domain import Document, choices
from notifications.store import digests
from notifications.store.common import by, delete_all, update_all

COLLECTIONS = {
    "members": [by("course", "_id"), by("person"), by("course", "roles")],
    "registrations": [by("session")],
    "teams": [by("project"), by("person")],
    "courses": [],
    "people": [],
    "preferences": [by("at_once", "_id"), by("gone", expireAfterSeconds=40 * 24 * 3600)],
    "subscriptions": [by("person")],
    "replies": [by("person")],
    "received": [by("at", expireAfterSeconds=40 * 24 * 3600)],
    "keys": [],
}
VIEWS = ("members", "registrations", "teams", "voices")


def keep_address(work: Work, event: Event) -> None:
    """Keep the latest name and address, in whatever order they come."""
    newer = {"$lt": [{"$ifNull": ["$sequence", -1]}, event.sequence]}
    address = {name: event.data[name] for name in ("name", "email", "language")} | {"sequence": event.sequence}
    written = {"$mergeObjects": ["$$ROOT", {"$literal": address}]}
    change = [{"$replaceWith": {"$cond": [newer, written, "$$ROOT"]}}]
    work.update("people", event.data["learner"], change, upsert=True)


def preferences(work: Work, person: str) -> Document | None:
    """What somebody chose, None when nothing."""
    return work.find_one("preferences", person)


def keep_preferences(work: Work, person: str, chosen: Document) -> None:
    """Keep what somebody chose, and let bells and digests follow it."""
    kept = {name: value for name, value in chosen.items() if name != "_id"}
    work.update("preferences", person, {"$set": kept}, upsert=True)
    update_all(work, "readers", {"person": person}, {"$set": {"deaf": choices.silences(chosen)}})
    digests.reschedule(work, person, chosen)


def leave(work: Work, course: str, person: str) -> None:
    """Somebody left a course: nothing of it is told to them any more."""
    for collection in ("digests", "readers"):
        delete_all(work, collection, {"_id": f"{course}/{person}"})
    for one in list(work.find("mails", {"person": person, "unsent": True, "course": course}, projection={"_id": 1})):
        work.update("mails", one["_id"], {"$set": {"outcome": "cancelled", "sent": work.now}, "$unset": {"unsent": ""}})


def forget(work: Work, person: str) -> None:
    """Forget a person: what was for them goes, and in what is for others they become nobody.

    For as long as an event may come late, a mark by their pseudonym keeps it from bringing anything back.
    """
    idempotency.forget(work, person)
    for collection in ("bells", "levels", "mails", "digests", "readers", "subscriptions", "replies", *VIEWS):
        delete_all(work, collection, {"person": person})
    for collection in ("people", "preferences"):
        delete_all(work, collection, {"_id": person})
    update_all(work, "posts", {"author": person}, {"$set": {"author": ""}})
    update_all(work, "posts", {"mentions": person}, {"$pull": {"mentions": person}})
    update_all(work, "mails", {"unsent": True, "actor": person}, {"$set": {"actor": None}})
    work.update("preferences", person, {"$set": {"gone": work.now}}, upsert=True)
    _become_nobody(work, person)


def gone_among(work: Work, people: Iterable[str]) -> set[str]:
    """Those of the people who are to be forgotten."""
    where = {"_id": {"$in": sorted(set(people))}, "gone": {"$exists": True}}
    return {one["_id"] for one in work.find("preferences", where, projection={"_id": 1})}


def _become_nobody(work: Work, person: str) -> None:
    for bell in list(work.find("bells", {"latest.actor": person}, projection={"latest": 1})):
        faces = [face | {"actor": None} if face["actor"] == person else face for face in bell["latest"]]
        work.update("bells", bell["_id"], {"$set": {"latest": faces}})
    told = list(work.find("broadcasts", {"actor": person}, projection={"course": 1}))
    for news in told:
        work.update("broadcasts", news["_id"], {"$set": {"actor": None}})
    for course in sorted({news["course"] for news in told}):
        board = work.find_one("readers", course) or {"news": []}
        shown = [one | {"actor": None} if one["actor"] == person else one for one in board["news"]]
        work.update("readers", course, {"$set": {"news": shown}})
