"""Who takes part in a session: registering, taking it back, having been there."""

from kit.event import Fact
from kit.identity import Person
from kit.unit_of_work import Work

from enrolment import events, store
from enrolment.domain import Document, sessions


def register(work: Work, person: Person, session: str, yes: bool = True) -> Document:
    """Register for a session, or take that back. Raises NotFound, Forbidden, Conflict (cancelled, or over)."""
    found, before = _mine(work, person, session)
    after = sessions.registered(before, found, yes, work.now)
    if after is not before:
        _write(work, before, after, {"registered": 1 if yes else -1})
        _tell(work, events.SESSION_REGISTERED if yes else events.SESSION_UNREGISTERED, after)
    return after


def attend(work: Work, person: Person, session: str, how: str) -> Document:
    """Say that one is in a session, or watched it later. Raises NotFound, Forbidden, Conflict, Invalid."""
    found, before = _mine(work, person, session)
    after = sessions.attended(before, found, how, work.now)
    if after is not before:
        _write(work, before, after, {f"attended.{how}": 1})
        _tell(work, events.SESSION_ATTENDED, {**after, "how": how})
    return after


def _mine(work: Work, person: Person, session: str) -> tuple[Document, Document]:
    found = store.session(work, session)
    person.must_be_in(found["course"])
    known = work.find_one("registrations", sessions.registration_id(session, person.id))
    return found, known or sessions.new_registration(found, person.id)


def _write(work: Work, before: Document, after: Document, counted: dict[str, int]) -> None:
    if before["version"]:
        store.save(work, "registrations", before, after)
    else:
        work.insert("registrations", after)
    work.update("sessions", after["session"], {"$inc": counted})


def _tell(work: Work, fact: Fact, registration: Document) -> None:
    told = {**registration, "learner": registration["person"]}
    aggregate = f"registration/{registration['_id']}"
    work.emit(fact, told, aggregate=aggregate, sequence=registration["version"])
