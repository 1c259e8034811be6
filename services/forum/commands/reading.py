"""Say how far one has read."""

from kit.identity import Person
from kit.unit_of_work import Work

from forum import store
from forum.domain import Document
from forum.store import reading


def read(work: Work, person: Person, discussion: str, *, number: int) -> Document:
    """Somebody has read a discussion up to a message; it never goes back. Raises NotFound, Forbidden."""
    found = store.discussion(work, discussion)
    person.must_be_in(found["course"])
    reading.note(work, person.id, found["course"], found["_id"], min(number, found["posts"]))
    return found


def catch_up(work: Work, person: Person, course: str) -> None:
    """All that was written in a course until now counts as read. Raises Forbidden, NotFound (course)."""
    person.must_be_in(course)
    store.must_know(work, course)
    reading.catch_up(work, person.id, course, work.now)
