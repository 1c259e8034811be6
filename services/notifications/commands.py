"""What can be asked of notifications."""

from typing import Any

from kit.identity import Person
from kit.unit_of_work import Work

from notifications import store


def mark_read(work: Work, person: Person, *, course: str, ids: list[str] | None = None, all: bool = False) -> Any:
    """Mark bells as read: those named, or all of the course. Unknown and foreign ids are passed over."""
    person.must_be_in(course)
    return {"unread": store.mark_read(work, person.id, course, None if all else ids)}
