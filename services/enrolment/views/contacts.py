"""The names and addresses of people who agreed, in forum, to stay in touch; and the same as cards to take along.

The proof that both agreed is the fact that forum told, so that nobody gets an address by asking for an id.
"""

import vobject
from kit.words import fold
from pymongo import DESCENDING
from pymongo.database import Database

from enrolment.domain import Document


def contacts(database: Database, person: str, ids: list[str] | None = None) -> list[Document]:
    """Name, address and organisation of everybody this person is in touch with, by name; of those `ids` if given."""
    agreed = database["contacts"].find({"people": person}, {"people": 1})
    others = {one for contact in agreed for one in contact["people"] if one != person}
    wanted = sorted(others & set(ids) if ids else others)
    people = database["people"].find({"_id": {"$in": wanted}}, {"name": 1, "email": 1})
    organisations = _organisations(database, wanted)
    known = [{**one, "organisation": organisations.get(one["_id"], "")} for one in people]
    return sorted(known, key=lambda one: (fold(one["name"]), one["_id"]))


def cards(contacts: list[Document]) -> str:
    """vCard 3.0 (RFC 2426, which every address book reads), one card after the other."""
    return "".join(_card(one).serialize() for one in contacts)


def _card(contact: Document) -> vobject.base.Component:
    card = vobject.vCard()
    card.add("uid").value = f"urn:uuid:{contact['_id']}"
    card.add("fn").value = contact["name"]
    first, _, last = contact["name"].rpartition(" ")
    card.add("n").value = vobject.vcard.Name(family=last, given=first)
    email = card.add("email")
    email.value, email.type_param = contact["email"], "INTERNET"
    if contact["organisation"]:
        card.add("org").value = [contact["organisation"]]
    return card


def _organisations(database: Database, people: list[str]) -> dict[str, str]:
    """Where they said that they work, in the course that they came to last."""
    enrolments = database["enrolments"].find({"person": {"$in": people}}).sort("_id", DESCENDING)
    return {one["person"]: one["organisation"]["name"] for one in enrolments if one["organisation"]["name"]}
