"""What facilitators publish in a course besides its stages: announcements, and drawings with their text alternative."""

from datetime import datetime

from kit.errors import Invalid

from enrolment.domain import Document

STAGE, SESSION = "stage", "session"
ABOUT = {STAGE: "stages", SESSION: "sessions"}
"""What a sketchnote can be of, and the collection that holds it."""


def new_announcement(identity: str, course: str, said: Document, author: str, now: datetime) -> Document:
    return {"_id": identity, "course": course, **said, "author": author, "at": now, "edited_at": None, "version": 1}


def new_sketchnote(
    identity: str, course: str, drawn: Document, picture: Document, author: str, now: datetime
) -> Document:
    """A drawing of a stage or a session. Raises Invalid when the file is no picture."""
    if not picture["kind"].startswith("image/"):
        raise Invalid(errors={"file": ["This file is not a picture."]})
    told = {name: drawn[name] for name in ("title", "alternative", "about")}
    return {"_id": identity, "course": course, **told, **picture, "author": author, "at": now, "version": 1}


def edited(thing: Document, changes: Document, now: datetime) -> Document:
    """The thing with other words; the same one when nothing differs."""
    after = {**thing, **changes}
    return thing if after == thing else {**after, "edited_at": now}


def where_shown(sketchnote: Document) -> str:
    """Who claims the file of a sketchnote."""
    return f"{sketchnote['course']}/sketchnotes/{sketchnote['_id']}"
