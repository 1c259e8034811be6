"""Opening courses, publishing stages, holding sessions; and opening a stage when its moment has come."""

from datetime import UTC, datetime
from typing import Any

from kit.errors import Conflict
from kit.event import Fact, new_id
from kit.identity import Person
from kit.settings import Settings
from kit.unit_of_work import Work, transact
from pymongo.database import Database

from enrolment import events, store
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


def publish_stage(work: Work, person: Person, course: str, **published: Any) -> Document:
    """Publish a stage that opens at its `opens_at`. Raises NotFound, Forbidden, Conflict (number taken)."""
    person.must_be("facilitator", course)
    store.course(work, course)
    if work.find_one("stages", {"course": course, "number": published["number"]}):
        raise Conflict(f"This course has a stage {published['number']} already")
    stage = courses.new_stage(new_id(), course, published, person.id, work.now)
    work.insert("stages", stage)
    return stage


def open_due_stages(work: Work) -> list[Document]:
    """Open every stage whose moment has come by `work.now`."""
    due = work.find("stages", {"waiting": True, "opens_at": {"$lte": work.now}})
    return [_open(work, stage) for stage in list(due) if courses.is_due(stage, work.now)]


def open_what_is_due(database: Database, settings: Settings) -> None:
    """The duty: a look that costs one query, and a transaction only when a stage is due."""
    if store.stages_due(database, datetime.now(UTC)):
        transact(database, open_due_stages, deadline=settings.deadline)


def schedule_session(work: Work, person: Person, course: str, **scheduled: Any) -> Document:
    """Announce a live session. Raises NotFound, Forbidden."""
    person.must_be("facilitator", course)
    store.course(work, course)
    session = courses.new_session(new_id(), course, scheduled, person.id, work.now)
    work.insert("sessions", session)
    _tell_of_session(work, events.SESSION_SCHEDULED, session)
    return session


def record_session(work: Work, person: Person, session: str, url: str) -> Document:
    """Say where the recording of a session is. Raises NotFound, Forbidden."""
    before = store.session(work, session)
    person.must_be("facilitator", before["course"])
    after = courses.recorded(before, url)
    if after is not before:
        store.save(work, "sessions", before, after)
        _tell_of_session(work, events.SESSION_RECORDED, after)
    return after


def _open(work: Work, stage: Document) -> Document:
    after = courses.opened(stage, work.now)
    store.save(work, "stages", stage, after)
    told = courses.told(after, "stage")
    work.emit(events.STAGE_OPENED, told, aggregate=stage["_id"], sequence=after["version"])
    return after


def _tell_of_session(work: Work, fact: Fact, session: Document) -> None:
    work.emit(fact, courses.told(session, "session"), aggregate=session["_id"], sequence=session["version"])
