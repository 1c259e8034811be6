"""Enrolling people, alone by the form or by the hundred from a file, and what they and operators change afterwards."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from kit.errors import Invalid
from kit.event import new_id
from kit.unit_of_work import Work

from enrolment import events, store
from enrolment.commands.sign_in import request_link
from enrolment.domain import Document, people

Row = Mapping[str, Any]


class Enrolled(NamedTuple):
    """One row's outcome: whose enrolment it is, and whether it is new."""

    person: str
    created: bool


def enrol(
    work: Work, course: str, rows: Iterable[Row], *, role: str = "learner", source: str = people.IMPORT
) -> list[Enrolled]:
    """Enrol those who are not yet; outcomes are in the order of the rows. Raises NotFound (course).

    A row is what schemas.NewLearner loads, with `at` when the enrolment happened before now. People are recognised by
    their folded address; whoever is known keeps the name and the language that they have.
    """
    store.course(work, course)
    rows = list(rows)
    known = store.people(work, {people.fold(row["email"]) for row in rows})
    enrolled = store.enrolled_among(work, (people.enrolment_id(course, one["_id"]) for one in known.values()))
    outcomes = []
    for row in rows:
        person = _known_or_added(work, known, row)
        enrolment = people.new_enrolment(course, person["_id"], row, role, source, row.get("at") or work.now)
        outcomes.append(Enrolled(person["_id"], enrolment["_id"] not in enrolled))
        if outcomes[-1].created:
            _add_enrolment(work, enrolment)
            enrolled.add(enrolment["_id"])
    return outcomes


def sign_up(work: Work, course: str, public_url: str, row: Row) -> Document:
    """Enrol by the form and send a one-time link; whoever is enrolled already only gets the link. Raises NotFound."""
    enrol(work, course, [row], source=people.SIGN_UP)
    return request_link(work, public_url, row["email"])


def change_profile(work: Work, person: str, name: str | None = None, language: str | None = None) -> None:
    """Change what others and mails call one, and in which language. Raises NotFound."""
    before = store.person(work, person)
    after = people.with_profile(before, name, language)
    if after is not before:
        store.save(work, "people", before, after)
        _tell_of_address(work, after, work.now)


def grant(work: Work, email: str, role: str, course: str | None = None, name: str = "", language: str = "fr") -> str:
    """Give a role, making the person if there is none and a name is given; returns the person's id.

    Raises NotFound (course), Invalid (nobody has this address, or a role in a course without the course).
    """
    if (role == "operator") == bool(course):
        raise Invalid("An operator is one everywhere; every other role is held in a course")
    person = store.people(work, {people.fold(email)}).get(people.fold(email))
    if person is None and not name:
        raise Invalid("Nobody has this address: give a name to make the person")
    person = person or _add_person(work, name, email, language, work.now)
    if course:
        _grant_in(work, person, role, course)
    else:
        work.update("people", person["_id"], {"$set": {"operator": True}})
    return person["_id"]


def _grant_in(work: Work, person: Document, role: str, course: str) -> None:
    store.course(work, course)
    enrolment = people.new_enrolment(course, person["_id"], people.UNKNOWN, role, people.GRANT, work.now)
    if store.enrolled_among(work, [enrolment["_id"]]):
        # one more role for somebody who is counted already: nothing that others were told has changed
        work.update("enrolments", enrolment["_id"], {"$addToSet": {"roles": role}})
    else:
        _add_enrolment(work, enrolment)


def _known_or_added(work: Work, known: dict[str, Document], row: Row) -> Document:
    key = people.fold(row["email"])
    if key not in known:
        known[key] = _add_person(work, row["name"], row["email"], row["language"], row.get("at") or work.now)
    return known[key]


def _add_person(work: Work, name: str, email: str, language: str, at: datetime) -> Document:
    person = people.new_person(new_id(), name, email, language, at)
    work.insert("people", person)
    _tell_of_address(work, person, at)
    return person


def _add_enrolment(work: Work, enrolment: Document) -> None:
    work.insert("enrolments", enrolment)
    told = people.enrolled(enrolment)
    work.emit(events.LEARNER_ENROLLED, told, aggregate=enrolment["_id"], sequence=1, at=enrolment["at"])


def _tell_of_address(work: Work, person: Document, at: datetime) -> None:
    told = {**person, "learner": person["_id"]}
    aggregate, sequence = f"address/{person['_id']}", person["version"]
    work.emit(events.ADDRESS_CHANGED, told, aggregate=aggregate, sequence=sequence, private=True, at=at)
