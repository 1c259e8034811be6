"""Ask the question of the week."""

from typing import Any

from kit.event import new_id
from kit.identity import Person
from kit.unit_of_work import Work

from forum import events, store
from forum.commands.discussions import begin
from forum.domain import Document
from forum.domain.controversies import new_controversy
from forum.domain.discussions import new_discussion


def open_controversy(work: Work, person: Person, course: str, **asked: Any) -> Document:
    """Ask the question of the week, with a discussion to debate it in. Facilitators only."""
    person.must_be("facilitator", course)
    store.must_know(work, course)
    discussion = new_discussion(new_id(), course, asked["question"], person.id, None, False, work.now)
    controversy = new_controversy(new_id(), asked, discussion, person.id, work.now)
    begin(work, {**discussion, "controversy": controversy["_id"]}, asked["context"])
    work.insert("controversies", controversy)
    told = {**controversy, "controversy": controversy["_id"]}
    work.emit(events.CONTROVERSY_OPENED, told, aggregate=controversy["_id"], sequence=1)
    return controversy
