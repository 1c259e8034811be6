"""Enrolling people by the form, or by the hundred from a file: first it is judged what each row means, then it is done.

A rehearsal judges and does nothing, so what it promises is what the real thing does.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from kit.event import new_id
from kit.unit_of_work import Work

from enrolment import events, store
from enrolment.commands.sign_in import request_link
from enrolment.commands.telling import tell_of_address, tell_of_change
from enrolment.domain import Document, enrolments, people

CREATED, CHANGED, KNOWN, GONE = "created", "changed", "known", "gone"
Row = Mapping[str, Any]


class Enrolled(NamedTuple):
    """One row's outcome: whose enrolment it is, and whether it was created, changed, known as it is, or given up."""

    person: str
    outcome: str

    @property
    def created(self) -> bool:
        return self.outcome == CREATED


class Judged(NamedTuple):
    """What a row means: for whom (None: for somebody new), before and after, and the outcome."""

    row: Row
    person: Document | None
    before: Document | None
    after: Document | None
    outcome: str


def enrol(
    work: Work, course: str, rows: Iterable[Row], *, role: str = "learner", source: str = enrolments.IMPORT
) -> list[Enrolled]:
    """Enrol those who are not yet; outcomes are in the order of the rows. Raises NotFound (course).

    A row is what schemas.NewLearner loads, with `at` when the enrolment happened before now. People are recognised by
    their folded address; whoever is known keeps the name and the language that they have.
    """
    return do(work, course, judge(work, course, rows, source), role, source)


def judge(work: Work, course: str, rows: Iterable[Row], source: str) -> list[Judged]:
    """What each row would do, in their order; writes nothing. Raises NotFound (course).

    A file corrects what a file said before; what people filled in themselves it leaves alone.
    """
    store.course(work, course)
    rows = list(rows)
    known = store.people(work, {people.fold(row["email"]) for row in rows})
    among = [enrolments.enrolment_id(course, one["_id"]) for one in known.values()]
    enrolled = store.enrolments(work, among) if among else {}
    judged = []
    for row in rows:
        person = known.get(people.fold(row["email"]))
        before = enrolled.get(enrolments.enrolment_id(course, person["_id"])) if person else None
        judged.append(_judged(work.now, row, person, before, source))
    return judged


def do(work: Work, course: str, judged: Iterable[Judged], role: str, source: str) -> list[Enrolled]:
    """Write what was judged; two rows of one address make one person."""
    added: dict[str, Enrolled] = {}
    outcomes = []
    for one in judged:
        key = people.fold(one.row["email"])
        if one.outcome == CREATED and key not in added:
            added[key] = _create(work, course, one, role, source)
            outcomes.append(added[key])
            continue
        if one.outcome == CHANGED and one.before and one.after:
            store.save(work, "enrolments", one.before, one.after)
            tell_of_change(work, one.before, one.after)
        person = one.person["_id"] if one.person else added[key].person
        outcomes.append(Enrolled(person, KNOWN if one.outcome == CREATED else one.outcome))
    return outcomes


def sign_up(work: Work, course: str, public_url: str, row: Row, client: str = "") -> Document:
    """Enrol by the form and send a one-time link; whoever is enrolled already only gets the link.

    Raises NotFound, TooMany (as for a link).
    """
    enrol(work, course, [row], source=enrolments.SIGN_UP)
    return request_link(work, public_url, row["email"], client=client)


def add_person(work: Work, name: str, email: str, language: str, at: datetime) -> Document:
    """A new person, of whose address notifications is told."""
    person = people.new_person(new_id(), name, email, language, at)
    work.insert("people", person)
    tell_of_address(work, person, at)
    return person


def add_enrolment(work: Work, enrolment: Document) -> None:
    work.insert("enrolments", enrolment)
    told = enrolments.enrolled(enrolment)
    work.emit(events.LEARNER_ENROLLED, told, aggregate=enrolment["_id"], sequence=1, at=enrolment["at"])


def _judged(now: datetime, row: Row, person: Document | None, before: Document | None, source: str) -> Judged:
    if person is None or before is None:
        return Judged(row, person, None, None, CREATED)
    if before["left_at"]:
        return Judged(row, person, before, None, GONE)
    if source != enrolments.IMPORT or before["source"] != enrolments.IMPORT:
        return Judged(row, person, before, None, KNOWN)
    after = enrolments.changed(before, person["name"], row, source, now)
    return Judged(row, person, before, after, KNOWN if after is before else CHANGED)


def _create(work: Work, course: str, one: Judged, role: str, source: str) -> Enrolled:
    row, at = one.row, one.row.get("at") or work.now
    person = one.person or add_person(work, row["name"], row["email"], row["language"], at)
    add_enrolment(work, enrolments.new_enrolment(course, person["_id"], person["name"], row, role, source, at))
    return Enrolled(person["_id"], CREATED)
