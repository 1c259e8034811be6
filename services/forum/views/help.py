"""Requests for a hand, and my contacts."""

from typing import Any

from kit.errors import NotFound
from kit.identity import Person
from kit.shapes import page
from pymongo import DESCENDING
from pymongo.database import Database

from forum.domain import Document, contacts
from forum.domain import help as domain
from forum.views.moderation import shown


def requests(database: Database, person: Person, course: str, asked: Document) -> dict[str, Any]:
    """Newest first: those to everybody and those to me, or only those that I made or offered a hand in."""
    me = person.id
    either = [{"author": me}, {"offers.by": me}] if asked["mine"] else [{"to": []}, {"to": me}, {"author": me}]
    where: Document = {"course": course, "state": asked["state"], "$or": either}
    where |= {"_id": {"$lt": asked["after"]}} if "after" in asked else {}
    found = database["help_requests"].find(where).sort("_id", DESCENDING).limit(asked["limit"] + 1)
    pages = page(list(found), asked["limit"])
    return pages | {"items": shown([one for one in pages["items"] if one["author"]], person)}


def request(database: Database, person: Person, identity: str) -> Document:
    """Raises NotFound, also for a request to others; Forbidden outside its course."""
    found = database["help_requests"].find_one({"_id": identity})
    if found is None:
        raise NotFound("There is no such request for a hand")
    person.must_be_in(found["course"])
    if not domain.may_see(found, person.id) or not shown([found], person):
        raise NotFound("There is no such request for a hand")
    return found


def my_contacts(database: Database, person: str, asked: Document) -> dict[str, Any]:
    """Latest met first, of every course, also of those that have closed."""
    declined = {"state": contacts.DECLINED, "author": person}  # in silence: to who asked, it still waits
    wanted = [contacts.ASKED, contacts.ACCEPTED] if asked["state"] == "all" else [asked["state"]]
    states = [*({"state": one} for one in wanted), *([declined] if contacts.ASKED in wanted else [])]
    where: Document = {"people": person, "$or": states}
    where |= {"_id": {"$lt": asked["after"]}} if "after" in asked else {}
    found = database["contacts"].find(where).sort("_id", DESCENDING).limit(asked["limit"] + 1)
    pages = page(list(found), asked["limit"])
    return pages | {"items": [contacts.seen_by(one, person) for one in pages["items"]]}
