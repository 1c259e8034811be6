"""Giving and taking roles: from the command line before anybody can sign in, and by whoever runs the course."""

from kit.errors import Invalid, NotFound
from kit.identity import Person
from kit.unit_of_work import Work

from enrolment import events, store
from enrolment.commands.enrolling import add_enrolment, add_person
from enrolment.commands.telling import tell
from enrolment.domain import Document, enrolments, people


def grant(work: Work, email: str, role: str, course: str | None = None, name: str = "", language: str = "fr") -> str:
    """Give a role, making the person if there is none and a name is given; returns the person's id.

    Raises NotFound (course), Invalid (nobody has this address, or a role in a course without the course).
    """
    if (role == "operator") == bool(course):
        raise Invalid("An operator is one everywhere; every other role is held in a course")
    person = store.people(work, {people.fold(email)}).get(people.fold(email))
    if person is None and not name:
        raise Invalid("Nobody has this address: give a name to make the person")
    person = person or add_person(work, name, email, language, work.now)
    if course:
        _grant_in(work, person, role, course)
    else:
        work.update("people", person["_id"], {"$set": {"operator": True}})
    return person["_id"]


def set_roles(work: Work, asking: Person, course: str, person: str, roles: list[str]) -> Document:
    """Set the roles that somebody holds in a course. Raises Forbidden, NotFound, Invalid (the last facilitator)."""
    asking.must_be("facilitator", course)
    before = store.enrolment(work, course, person)
    if before is None or before["left_at"]:
        raise NotFound("Nobody of this course has this id")
    after = enrolments.with_roles(before, roles, store.has_another_facilitator(work, course, person))
    _save_roles(work, before, after)
    return after


def _grant_in(work: Work, person: Document, role: str, course: str) -> None:
    store.course(work, course)
    before = store.enrolment(work, course, person["_id"])
    if before is None:
        how = enrolments.UNKNOWN, role, enrolments.GRANT
        add_enrolment(work, enrolments.new_enrolment(course, person["_id"], person["name"], *how, work.now))
    else:
        _save_roles(work, before, enrolments.with_roles(before, [*before["roles"], role], True))


def _save_roles(work: Work, before: Document, after: Document) -> None:
    if after is not before:
        store.save(work, "enrolments", before, after)
        tell(work, events.LEARNER_ROLES_CHANGED, after)
