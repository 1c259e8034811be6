"""Opening courses."""

from typing import Any

from kit.errors import Conflict
from kit.identity import Person
from kit.unit_of_work import Work

from enrolment import events
from enrolment.domain import Document, courses


def open_course(work: Work, person: Person, **opened: Any) -> Document:
    """Open a course under the slug that it is to have. Raises Forbidden (operators only), Conflict (slug taken)."""
    person.must_be_operator()
    if work.find_one("courses", opened["id"]):
        raise Conflict(f"There is a course {opened['id']} already")
    course = courses.new_course(opened, person.id, work.now)
    work.insert("courses", course)
    work.emit(events.COURSE_OPENED, courses.told(course, "course"), aggregate=course["_id"], sequence=1)
    return course
