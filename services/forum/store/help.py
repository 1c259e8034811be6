"""Requests for a hand."""

from kit.errors import NotFound
from kit.unit_of_work import Work

from forum.domain import Document
from forum.domain import help as domain
from forum.domain.titles import HELP
from forum.store import filing, titles
from forum.store.base import amend, by, one

COLLECTIONS = {"help_requests": [by("course", "state", "_id"), by("author"), by("to"), by("offers.by")]}


def request(work: Work, identity: str, person: str) -> Document:
    """Raises NotFound, also for a request to others."""
    found = one(work, "help_requests", identity, "request for a hand")
    if not domain.may_see(found, person):
        raise NotFound("There is no such request for a hand")
    return found


def forget(work: Work, course: str, person: str) -> None:
    """Erased: requests and offers count on without a name and without words."""
    for each in _of(work, course, person):
        offers = [_without(offer, person) for offer in each["offers"]]
        changes: Document = {"offers": offers, "to": [one for one in each["to"] if one != person]}
        if each["to"] and not changes["to"]:  # a request to them alone must not become one to everybody
            changes |= {"state": domain.CLOSED, "to": [each["author"]]}
        changes["helpers"] = [one for one in each["helpers"] if one != person]
        if each["author"] == person:
            changes |= {"author": None, "body": "", "thanks": "", "state": domain.CLOSED}
            titles.forget(work, HELP, each, each | changes)
        else:
            amend(work, "help_requests", each, each | changes)
        filing.file_request(work, each | changes)


def _of(work: Work, course: str, person: str) -> list[Document]:
    """What a person asked, is asked or offered, looked up one after the other: see `projects`."""
    found = [
        one
        for name in ("author", "to", "offers.by")
        for one in work.find("help_requests", {name: person, "course": course})
    ]
    return list({one["_id"]: one for one in found}.values())


def _without(offer: Document, person: str) -> Document:
    return {**offer, "by": None, "word": ""} if offer["by"] == person else offer
