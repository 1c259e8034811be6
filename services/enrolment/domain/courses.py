"""Courses, their stages and their sessions. A `version` counts the events told of a thing, so 0 is "nothing yet"."""

from datetime import datetime
from typing import Any

from enrolment.domain import Document


def new_course(opened: Document, author: str, now: datetime) -> Document:
    """A course, under the slug that it was given; the day that it starts is kept as ISO text, since it has no zone."""
    starts_on = opened["starts_on"].isoformat()
    told = {name: opened[name] for name in ("title", "summary", "language")}
    return {"_id": opened["id"], **told, "starts_on": starts_on, "author": author, "at": now, "version": 1}


def new_stage(identity: str, course: str, published: Document, author: str, now: datetime) -> Document:
    """A stage that waits for its `opens_at`; nothing has been told of it yet."""
    return {
        "_id": identity,
        "course": course,
        **published,
        "waiting": True,
        "opened_at": None,
        "author": author,
        "at": now,
        "version": 0,
    }


def is_due(stage: Document, now: datetime) -> bool:
    return stage["opened_at"] is None and stage["opens_at"] <= now


def opened(stage: Document, now: datetime) -> Document:
    """The stage once it is open."""
    return {**stage, "waiting": False, "opened_at": now, "version": stage["version"] + 1}


def new_session(identity: str, course: str, scheduled: Document, author: str, now: datetime) -> Document:
    return {
        "_id": identity,
        "course": course,
        **scheduled,
        "recording": None,
        "author": author,
        "at": now,
        "version": 1,
    }


def recorded(session: Document, url: str) -> Document:
    """The session with its recording; the same one again changes nothing."""
    if session["recording"] == url:
        return session
    return {**session, "recording": url, "version": session["version"] + 1}


def told(thing: Document, name: str, **more: Any) -> Document:
    """What an event says of a thing: its fields, and its id under the name that others know it by."""
    return {**thing, name: thing["_id"], **more}
