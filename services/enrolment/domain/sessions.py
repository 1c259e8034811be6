"""Live sessions: their dates, who registered, when to remind them, who was there. Versions count the events told."""

from datetime import datetime, timedelta

from kit.errors import Conflict, Invalid

from enrolment.domain import Document

REMINDERS = (24 * 60, 30)
"""Minutes before a session at which those who registered are reminded."""
EARLY, LATE = timedelta(minutes=15), timedelta(minutes=30)
"""How long before its beginning and after its end somebody counts as present live."""
LIVE, LATER = "live", "later"


def new_session(identity: str, course: str, scheduled: Document, author: str, now: datetime) -> Document:
    session = {
        "_id": identity,
        "course": course,
        "url": None,
        **scheduled,
        "recording": None,
        "cancelled_at": None,
        "registered": 0,
        "attended": {LIVE: 0, LATER: 0},
        "author": author,
        "at": now,
        "changed_at": now,
        "version": 1,
    }
    return {**session, "remind_at": next_reminder(session, now)}


def next_reminder(session: Document, now: datetime) -> datetime | None:
    """The next moment after `now` at which to remind people; None when there is none any more."""
    moments = (session["starts_at"] - timedelta(minutes=minutes) for minutes in REMINDERS)
    to_come = [moment for moment in moments if moment > now]
    return min(to_come) if to_come and not session["cancelled_at"] else None


def reminder_due(session: Document, now: datetime) -> int | None:
    """How many minutes before its beginning a session is told of now: the latest that is due, unless it has begun."""
    if session["cancelled_at"] or not session["remind_at"] or not session["remind_at"] <= now < session["starts_at"]:
        return None
    due = (m for m in sorted(REMINDERS) if session["starts_at"] - timedelta(minutes=m) <= now)
    return next(due, None)


def reminded(session: Document, told: bool, now: datetime) -> Document:
    """The session after its reminder."""
    return {**session, "remind_at": next_reminder(session, now), "version": session["version"] + told}


def changed(session: Document, changes: Document, now: datetime) -> tuple[Document, bool]:
    """The session with other words or another time, and whether it was moved. Raises Conflict (cancelled)."""
    _must_be_on(session)
    after = {**session, **changes}
    if after == session:
        return session, False
    moved = any(after[name] != session[name] for name in ("starts_at", "minutes"))
    after = {**after, "changed_at": now, "version": session["version"] + moved}
    return {**after, "remind_at": next_reminder(after, now)}, moved


def cancelled(session: Document, now: datetime) -> Document:
    """The session, called off; once more changes nothing. Raises Conflict (it is over)."""
    if session["cancelled_at"]:
        return session
    if ends_at(session) < now:
        raise Conflict("This session is over")
    off = {"cancelled_at": now, "remind_at": None, "changed_at": now}
    return {**session, **off, "version": session["version"] + 1}


def recorded(session: Document, url: str) -> Document:
    """The session with its recording; the same one again changes nothing."""
    if session["recording"] == url:
        return session
    return {**session, "recording": url, "version": session["version"] + 1}


def ends_at(session: Document) -> datetime:
    return session["starts_at"] + timedelta(minutes=session["minutes"])


def new_registration(session: Document, person: str) -> Document:
    """Somebody and a session, before anything was said."""
    return {
        "_id": registration_id(session["_id"], person),
        "session": session["_id"],
        "course": session["course"],
        "person": person,
        "registered": False,
        "attended": None,
        "version": 0,
    }


def registration_id(session: str, person: str) -> str:
    return f"{session}/{person}"


def registered(registration: Document, session: Document, yes: bool, now: datetime) -> Document:
    """The registration given or taken back; as before changes nothing. Raises Conflict (cancelled, or over)."""
    if registration["registered"] == yes:
        return registration
    _must_be_on(session)
    if ends_at(session) < now:
        raise Conflict("This session is over")
    return {**registration, "registered": yes, "version": registration["version"] + 1}


def attended(registration: Document, session: Document, how: str, now: datetime) -> Document:
    """The registration of somebody who was there, which counts once. Raises Conflict, Invalid (not the moment)."""
    if registration["attended"]:
        return registration
    _must_be_on(session)
    if how == LIVE and not session["starts_at"] - EARLY <= now <= ends_at(session) + LATE:
        raise Invalid(errors={"how": ["This session is not live at the moment."]})
    if how == LATER and not session["recording"]:
        raise Invalid(errors={"how": ["There is no recording of this session."]})
    return {**registration, "attended": how, "version": registration["version"] + 1}


def _must_be_on(session: Document) -> None:
    if session["cancelled_at"]:
        raise Conflict("This session was cancelled")
