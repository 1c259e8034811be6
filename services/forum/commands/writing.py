"""What every command that shows somebody's words to others asks first."""

from kit.identity import Person
from kit.unit_of_work import Work

from forum import store
from forum.domain import Document
from forum.domain import standings as domain
from forum.store import standings


def must_be_allowed_to_write(work: Work, person: Person, course: str, discussion: Document | None = None) -> None:
    """Raises Forbidden (not in the course, suspended), NotFound (course), TooMany (a newcomer's pace, slow mode).

    Facilitators keep neither pace. It is counted in this transaction, so that two requests at once count as two.
    """
    person.must_be_in(course)
    standing = standings.standing(work, course, person.id)
    domain.must_not_be_suspended(standing, work.now)
    if "since" not in standing:  # whoever is known to be in it has shown that there is such a course
        store.must_know(work, course)
    if "facilitator" in person.courses.get(course, ()):
        return
    if domain.may_be_new(standing, work.now):
        wrote = domain.with_one_more(standing, standings.rules(work, course), work.now)
        if wrote:
            standings.stand(work, course, person.id, {"wrote": wrote})
    if discussion and (minutes := discussion.get("slow_minutes", 0)):
        domain.must_have_waited(standings.last_turn(work, discussion["_id"], person.id), minutes, work.now)
        standings.take_turn(work, discussion["_id"], person.id)
