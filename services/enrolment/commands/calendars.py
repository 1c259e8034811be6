"""The private address of one's calendar: a secret in it is all that opens it, and a new one closes the old."""

from kit.unit_of_work import Work

from enrolment import store
from enrolment.tokens import digest


def give_calendar(work: Work, person: str, secret: str) -> None:
    """Open one's calendar by this secret and no other any more. Raises NotFound."""
    before = store.person(work, person)
    store.save(work, "people", before, {**before, "calendar": digest(secret)})


def take_calendar(work: Work, person: str) -> None:
    """Close one's calendar. Raises NotFound."""
    before = store.person(work, person)
    store.save(work, "people", before, {**before, "calendar": None})
