"""Live sessions: announced, moved, cancelled, recorded; and reminded of when they approach."""

from datetime import UTC, datetime
from typing import Any

from kit.event import Fact, new_id
from kit.identity import Person
from kit.settings import Settings
from kit.unit_of_work import Work, transact
from pymongo.database import Database

from enrolment import events, store
from enrolment.domain import Document, courses, sessions


def schedule_session(work: Work, person: Person, course: str, **scheduled: Any) -> Document:
    """Announce a live session. Raises NotFound, Forbidden."""
    person.must_be("facilitator", course)
    store.course(work, course)
    session = sessions.new_session(new_id(), course, scheduled, person.id, work.now)
    work.insert("sessions", session)
    _tell(work, events.SESSION_SCHEDULED, session)
    return session


def change_session(work: Work, person: Person, session: str, **changes: Any) -> Document:
    """Change a session's words, place or time. Raises NotFound, Forbidden, Conflict (cancelled)."""
    before = _mine(work, person, session)
    after, moved = sessions.changed(before, changes, work.now)
    store.save(work, "sessions", before, after)
    if moved:
        _tell(work, events.SESSION_RESCHEDULED, after, previous_starts_at=before["starts_at"])
    return after


def cancel_session(work: Work, person: Person, session: str) -> Document:
    """Call a session off. Raises NotFound, Forbidden, Conflict (over)."""
    before = _mine(work, person, session)
    after = sessions.cancelled(before, work.now)
    if after is not before:
        store.save(work, "sessions", before, after)
        _tell(work, events.SESSION_CANCELLED, after)
    return after


def record_session(work: Work, person: Person, session: str, url: str) -> Document:
    """Say where the recording of a session is. Raises NotFound, Forbidden."""
    before = _mine(work, person, session)
    after = sessions.recorded(before, url)
    if after is not before:
        store.save(work, "sessions", before, after)
        _tell(work, events.SESSION_RECORDED, after)
    return after


def remind_of_due_sessions(work: Work) -> None:
    """Tell of every session that approaches; one that was missed while nobody was at work is told once, or not."""
    for before in list(work.find("sessions", {"remind_at": {"$lte": work.now}})):
        minutes = sessions.reminder_due(before, work.now)
        after = sessions.reminded(before, minutes is not None, work.now)
        store.save(work, "sessions", before, after)
        if minutes is not None:
            _tell(work, events.SESSION_APPROACHED, after, minutes_before=minutes)


def remind_of_what_is_due(database: Database, settings: Settings) -> None:
    """The duty: a look that costs one query, and a transaction only when a reminder is due."""
    if store.reminders_due(database, datetime.now(UTC)):
        transact(database, remind_of_due_sessions, deadline=settings.deadline)


def _mine(work: Work, person: Person, session: str) -> Document:
    found = store.session(work, session)
    person.must_be("facilitator", found["course"])
    return found


def _tell(work: Work, fact: Fact, session: Document, **more: Any) -> None:
    told = courses.told(session, "session", **more)
    work.emit(fact, told, aggregate=session["_id"], sequence=session["version"])
