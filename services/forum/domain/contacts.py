"""Contacts: people met here who both agreed to stay in touch, also after the course.

One asks with a word. The other accepts, or declines in silence: whoever asked sees a request that waits, for ever.
When both ask, both agree. Either ends it at any time, and may be asked anew.
"""

from datetime import datetime

from kit.errors import Conflict, Invalid, NotFound

from forum.domain import Document

STATES = ASKED, ACCEPTED, DECLINED, ENDED = "asked", "accepted", "declined", "ended"


def key(one: str, other: str) -> str:
    """The same for both, whoever asks."""
    return "/".join(sorted((one, other)))


def new_contact(identity: str, course: str, author: str, to: str, word: str, now: datetime) -> Document:
    """A request that waits; raises Invalid for oneself. `pair` allows one between two people."""
    if author == to:
        raise Invalid(errors={"to": ["This is you."]})
    return {
        "_id": identity,
        "pair": key(author, to),
        "people": [author, to],
        "course": course,
        "author": author,
        "to": to,
        "word": word,
        "state": ASKED,
        "at": now,
        "version": 1,
    }


def asked_again(contact: Document, course: str, author: str, to: str, word: str, now: datetime) -> Document:
    """When there was something between the two before. Raises Conflict when they are in touch, or it waits already."""
    if contact["state"] == ACCEPTED:
        raise Conflict("You are in touch already")
    if contact["state"] == ENDED:
        return _next(contact, state=ASKED, course=course, author=author, to=to, word=word, at=now)
    if contact["author"] == author:
        raise Conflict("You have asked already; it is for the other to answer")
    return _next(contact, state=ACCEPTED, at=now)


def accepted(contact: Document, by: str, now: datetime) -> Document:
    """Raises NotFound unless it is `by` who was asked, Conflict unless it waits."""
    if contact["to"] != by:
        raise NotFound("There is no such request")
    if contact["state"] not in (ASKED, DECLINED):  # who declined may think again
        raise Conflict("You are in touch already" if contact["state"] == ACCEPTED else "This contact was ended")
    return _next(contact, state=ACCEPTED, at=now)


def ended(contact: Document, by: str, now: datetime) -> Document:
    """Declined by who was asked, withdrawn by who asked, or ended by either; raises NotFound for anybody else."""
    if by not in contact["people"] or contact["state"] == ENDED:
        raise NotFound("There is no such contact")
    waits = contact["state"] in (ASKED, DECLINED)
    if waits and by == contact["to"]:
        return {**contact, "state": DECLINED}
    return _next(contact, state=ENDED, at=now)


def seen_by(contact: Document, person: str) -> Document:
    """The contact as one of both sees it: a decline looks like waiting to who asked. `waits_for_me` asks for mine."""
    declined = contact["state"] == DECLINED
    state = ASKED if declined and person == contact["author"] else contact["state"]
    other = next(one for one in contact["people"] if one != person)
    return {**contact, "state": state, "person": other, "waits_for_me": state == ASKED and person == contact["to"]}


def _next(contact: Document, **changes: object) -> Document:
    return {**contact, **changes, "version": contact["version"] + 1}
