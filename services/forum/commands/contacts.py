"""Ask somebody met here to stay in touch; accept, decline in silence, end."""

from kit.errors import Invalid
from kit.event import Fact, new_id
from kit.identity import Person
from kit.unit_of_work import Work

from forum import events, store
from forum.commands.writing import must_be_allowed_to_write
from forum.domain import Document
from forum.domain import contacts as domain
from forum.store import contacts, standings


def ask_to_stay_in_touch(work: Work, person: Person, course: str, *, to: str, word: str) -> Document:
    """Ask with a word; whoever was asked by the other agrees by asking.

    Raises Forbidden, NotFound (course), Invalid (oneself, or nobody of the course), Conflict, TooMany.
    """
    must_be_allowed_to_write(work, person, course)
    if not standings.is_member(work, course, to):
        raise Invalid(errors={"to": ["There is no such person in this course."]})
    before = contacts.between(work, person.id, to)
    if before:
        after = domain.asked_again(before, course, person.id, to, word, work.now)
        store.save(work, "contacts", before, after)
    else:
        after = domain.new_contact(new_id(), course, person.id, to, word, work.now)
        work.insert("contacts", after)
    is_agreed = after["state"] == domain.ACCEPTED
    _tell(work, events.CONTACT_ACCEPTED if is_agreed else events.CONTACT_REQUESTED, after)
    return domain.seen_by(after, person.id)


def accept_contact(work: Work, person: Person, contact: str) -> Document:
    """Agree: from now on both may have the other's name and address. Raises NotFound, Conflict."""
    found = contacts.contact(work, contact)
    after = domain.accepted(found, person.id, work.now)
    store.save(work, "contacts", found, after)
    _tell(work, events.CONTACT_ACCEPTED, after)
    return domain.seen_by(after, person.id)


def end_contact(work: Work, person: Person, contact: str) -> Document:
    """Decline in silence, withdraw, or end. Raises NotFound."""
    found = contacts.contact(work, contact)
    after = domain.ended(found, person.id, work.now)
    if after["version"] == found["version"]:
        store.amend(work, "contacts", found, after)
    else:
        store.save(work, "contacts", found, after)
        _tell(work, events.CONTACT_ENDED, after)
    return domain.seen_by(after, person.id)


def _tell(work: Work, fact: Fact, contact: Document) -> None:
    told = {**contact, "contact": contact["_id"]}
    work.emit(fact, told, aggregate=contact["_id"], sequence=contact["version"])
