"""Ask for a hand, offer one, close with thanks."""

from typing import Any

from kit.errors import Invalid
from kit.event import new_id
from kit.identity import Person
from kit.unit_of_work import Work

from forum import events, store
from forum.commands.writing import must_be_allowed_to_write
from forum.domain import Document
from forum.domain import help as domain
from forum.store import contacts, filing
from forum.store import help as requests


def ask_for_a_hand(work: Work, person: Person, course: str, **asked: Any) -> Document:
    """Ask the community, or some of one's contacts. Raises Forbidden, NotFound (course), Invalid, TooMany."""
    must_be_allowed_to_write(work, person, course)
    _must_be_of(work, asked["project"], course, person)
    if contacts.not_in_touch(work, person.id, asked["to"]):
        raise Invalid(errors={"to": ["Only people who agreed to stay in touch with you can be asked by name."]})
    request = domain.new_request(new_id(), course, asked, person.id, work.now)
    work.insert("help_requests", request)
    filing.file_request(work, request)
    work.emit(events.HELP_REQUESTED, {**request, "request": request["_id"]}, aggregate=request["_id"], sequence=1)
    return request


def offer_a_hand(work: Work, person: Person, request: str, *, word: str) -> Document:
    """Offer a hand. Raises NotFound, Forbidden, Conflict (closed, one's own, offered before), TooMany."""
    found = requests.request(work, request, person.id)
    must_be_allowed_to_write(work, person, found["course"])
    after = domain.offered(found, person.id, word, work.now)
    store.save(work, "help_requests", found, after)
    told = {**after, "request": request, "by": person.id}
    work.emit(events.HELP_OFFERED, told, aggregate=request, sequence=after["version"])
    return after


def close_request(
    work: Work, person: Person, request: str, *, outcome: str, helpers: list[str], thanks: str
) -> Document:
    """Close one's request and thank whoever gave a hand. Raises NotFound, Forbidden, Conflict, Invalid."""
    found = requests.request(work, request, person.id)
    person.must_be_in(found["course"])
    store.must_not_be_suspended(work, found["course"], person.id)
    after = domain.closed(found, person.id, outcome, helpers, thanks)
    store.save(work, "help_requests", found, after)
    work.emit(events.HELP_CLOSED, {**after, "request": request}, aggregate=request, sequence=after["version"])
    return after


def _must_be_of(work: Work, project: str | None, course: str, person: Person) -> None:
    found = work.find_one("projects", project) if project else None
    if project and (found is None or found["course"] != course or person.id not in found["members"]):
        raise Invalid(errors={"project": ["You are in the team of no such project."]})
