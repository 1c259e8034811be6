"""A hand (coup de main): somebody asks the community or people met here, others offer, and all ends with thanks."""

from datetime import datetime

from kit.errors import Conflict, Forbidden, Invalid

from forum.domain import Document

OPEN, CLOSED = "open", "closed"
OUTCOMES = ("helped", "withdrawn")
MOST_ASKED = 5


def new_request(identity: str, course: str, asked: Document, author: str, now: datetime) -> Document:
    """A request; without `to` it is for the whole community."""
    return {
        "_id": identity,
        "course": course,
        "title": asked["title"],
        "body": asked["body"],
        "project": asked["project"],
        "to": list(dict.fromkeys(asked["to"])),
        "author": author,
        "state": OPEN,
        "offers": [],
        "outcome": None,
        "helpers": [],
        "thanks": "",
        "at": now,
        "version": 1,
    }


def may_see(request: Document, person: str) -> bool:
    """A request to a few is between them and its author."""
    return not request["to"] or person == request["author"] or person in request["to"]


def offered(request: Document, by: str, word: str, now: datetime) -> Document:
    """With one more offer. Raises Conflict (closed, one's own, or offered before)."""
    _must_be_open(request)
    if by == request["author"]:
        raise Conflict("This request is yours")
    if any(offer["by"] == by for offer in request["offers"]):
        raise Conflict("You have offered a hand already")
    offer = {"by": by, "word": word, "at": now}
    return {**request, "offers": [*request["offers"], offer], "version": request["version"] + 1}


def closed(request: Document, by: str, outcome: str, helpers: list[str], thanks: str) -> Document:
    """Ended by its author, who thanks whoever gave a hand.

    Raises Forbidden (not the author), Conflict (closed before), Invalid (thanks to who had not offered).
    """
    if by != request["author"]:
        raise Forbidden("Only who asked for a hand may close this")
    _must_be_open(request)
    if set(helpers) - {offer["by"] for offer in request["offers"]}:
        raise Invalid(errors={"helpers": ["Somebody among them has not offered a hand here."]})
    if (outcome == "helped") != bool(helpers):
        raise Invalid(errors={"helpers": ["Name whoever gave a hand, and nobody when the request is withdrawn."]})
    done = {"state": CLOSED, "outcome": outcome, "helpers": list(dict.fromkeys(helpers)), "thanks": thanks}
    return {**request, **done, "version": request["version"] + 1}


def _must_be_open(request: Document) -> None:
    if request["state"] != OPEN:
        raise Conflict("This request is closed")
