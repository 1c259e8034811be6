"""Stages: weeks of a course that open on a date. A `version` counts the events told of one, so 0 is "nothing yet"."""

from datetime import datetime

from kit.errors import Invalid

from enrolment.domain import Document

EDITABLE = ("title", "summary", "content", "attachments", "opens_at")


def new_stage(identity: str, course: str, published: Document, author: str, now: datetime) -> Document:
    """A stage that waits for its `opens_at`; nothing has been told of it yet."""
    return {
        "_id": identity,
        "course": course,
        "content": "",
        "attachments": [],
        **published,
        "waiting": True,
        "opened_at": None,
        "author": author,
        "at": now,
        "edited_at": None,
        "version": 0,
    }


def is_due(stage: Document, now: datetime) -> bool:
    return stage["opened_at"] is None and stage["opens_at"] <= now


def opened(stage: Document, now: datetime) -> Document:
    """The stage once it is open."""
    return {**stage, "waiting": False, "opened_at": now, "version": stage["version"] + 1}


def edited(stage: Document, changes: Document, now: datetime) -> Document:
    """The stage with other words or another date. Raises Invalid for the date of one that is open already."""
    after = {**stage, **{name: changes[name] for name in EDITABLE if name in changes}}
    if after == stage:
        return stage
    if stage["opened_at"] and after["opens_at"] != stage["opens_at"]:
        raise Invalid(errors={"opens_at": ["This stage is open already: its date cannot change any more."]})
    return {**after, "edited_at": now}


def may_read(stage: Document, runs_the_course: bool) -> bool:
    """Whether somebody of the course may read the content: once it is open, or before if they run the course."""
    return runs_the_course or stage["opened_at"] is not None
