"""Courses, and what is told of things in them."""

from datetime import datetime
from typing import Any

from enrolment.domain import Document


def new_course(opened: Document, author: str, now: datetime) -> Document:
    """A course, under the slug that it was given; the day that it starts is kept as ISO text, since it has no zone."""
    starts_on = opened["starts_on"].isoformat()
    told = {name: opened[name] for name in ("title", "summary", "language", "zone")}
    return {"_id": opened["id"], **told, "starts_on": starts_on, "author": author, "at": now, "version": 1}


def told(thing: Document, name: str, **more: Any) -> Document:
    """What an event says of a thing: its fields, and its id under the name that others know it by."""
    return {**thing, name: thing["_id"], **more}
