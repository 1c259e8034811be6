"""What people change of themselves: their name, where they work, what they agree to; and leaving a course."""

from typing import Any

from kit.errors import NotFound
from kit.unit_of_work import Work

from enrolment import events, store
from enrolment.commands.enrolling import add_enrolment
from enrolment.commands.telling import tell, tell_of_address, tell_of_change
from enrolment.domain import Document, enrolments, people


def change_profile(work: Work, person: str, name: str | None = None, language: str | None = None) -> None:
    """Change what others and mails call one, and in which language. Raises NotFound."""
    before = store.person(work, person)
    after = people.with_profile(before, name, language)
    if after is before:
        return
    store.save(work, "people", before, after)
    tell_of_address(work, after, work.now)
    for enrolment in store.enrolments_of(work, person):
        store.save(work, "enrolments", enrolment, enrolments.renamed(enrolment, after["name"]))


def say_where_one_works(work: Work, person: str, course: str, form: dict[str, Any]) -> Document:
    """Enrol oneself, come back after leaving, or change what one said before; the form is whole each time.

    Raises NotFound (course).
    """
    store.course(work, course)
    me = store.person(work, person)
    before = store.enrolment(work, course, person)
    if before is None:
        source = enrolments.SIGN_UP
        after = enrolments.new_enrolment(course, person, me["name"], form, enrolments.LEARNER, source, work.now)
        add_enrolment(work, after)
    elif before["left_at"]:
        after = enrolments.back(before, me["name"], form, work.now)
        store.save(work, "enrolments", before, after)
        tell(work, events.LEARNER_ENROLLED, after)
    else:
        after = enrolments.changed(before, me["name"], form, enrolments.PROFILE, work.now)
        store.save(work, "enrolments", before, after)
        tell_of_change(work, before, after)
    return after


def leave(work: Work, person: str, course: str) -> None:
    """Leave a course; what one wrote in it stays. Once left, leaving again does nothing. Raises NotFound."""
    before = store.enrolment(work, course, person)
    if before is None:
        raise NotFound("You are not enrolled in this course")
    if not before["left_at"]:
        after = enrolments.left(before, work.now)
        store.save(work, "enrolments", before, after)
        tell(work, events.LEARNER_LEFT, after)
