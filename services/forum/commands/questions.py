"""Say which message answers a question, and what one can help with."""

from kit.errors import Invalid
from kit.identity import Person
from kit.unit_of_work import Work

from forum import events, store
from forum.domain import Document, is_facilitator
from forum.domain import questions as domain
from forum.store import filing, questions


def accept_answer(work: Work, person: Person, discussion: str, *, post: str) -> Document:
    """Whoever asked, or a facilitator, says which message is the answer; another may take its place later.

    Raises NotFound, Forbidden, Conflict (no question, accepted already), Invalid (no message of this discussion).
    """
    found = store.discussion(work, discussion)
    person.must_be_in(found["course"])
    answer = work.find_one("posts", post)
    if answer is None or answer["discussion"] != found["_id"]:
        raise Invalid(errors={"post": ["This is no message of this discussion."]})
    changed = domain.accepted(found, answer, person.id, facilitator=is_facilitator(person, found["course"]))
    store.save(work, "discussions", found, changed)
    filing.answered(work, found, changed)
    told = {**answer, "post": post, "title": found["title"], "by": person.id}
    work.emit(events.ANSWER_ACCEPTED, told, aggregate=found["_id"], sequence=found["version"] + 1)
    return changed


def declare_subjects(work: Work, person: Person, course: str, subjects: list[str]) -> Document:
    """Say what one can help with in a course; an empty list takes it back. Raises Forbidden, NotFound (course)."""
    person.must_be_in(course)
    store.must_know(work, course)
    return questions.declare(work, person.id, course, subjects)
