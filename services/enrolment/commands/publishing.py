"""Publishing sketchnotes and announcements, mending their words, and taking a drawing back."""

from typing import Any

from kit import files
from kit.errors import Invalid
from kit.event import new_id
from kit.identity import Person
from kit.unit_of_work import Work

from enrolment import events, store
from enrolment.domain import Document, courses, published


def publish_sketchnote(work: Work, person: Person, course: str, **drawn: Any) -> Document:
    """Show a drawing of a stage or a session. Raises Forbidden, NotFound, Invalid (its file, or what it is of)."""
    person.must_be("facilitator", course)
    store.course(work, course)
    about = drawn["about"]
    of = work.find_one(published.ABOUT[about["type"]], about["id"])
    if of is None or of["course"] != course:
        raise Invalid(errors={"about": [f"This course has no such {about['type']}."]})
    identity = new_id()
    shown = published.where_shown({"_id": identity, "course": course})
    picture = files.claim(work, drawn["file"], shown, owner=person.id)
    sketchnote = published.new_sketchnote(identity, course, drawn, picture, person.id, work.now)
    work.insert("sketchnotes", sketchnote)
    told = courses.told(sketchnote, "sketchnote")
    work.emit(events.SKETCHNOTE_PUBLISHED, told, aggregate=identity, sequence=1)
    return sketchnote


def edit_sketchnote(work: Work, person: Person, sketchnote: str, **changes: Any) -> Document:
    """Mend its title or its text alternative. Raises NotFound, Forbidden."""
    return _edit(work, person, "sketchnotes", sketchnote, changes)


def take_sketchnote_back(work: Work, person: Person, sketchnote: str) -> None:
    """Show a drawing no more. Raises NotFound, Forbidden."""
    found = store.one(work, "sketchnotes", sketchnote, "sketchnote")
    person.must_be("facilitator", found["course"])
    files.release(work, found["file"], published.where_shown(found))
    work.delete("sketchnotes", sketchnote)


def publish_announcement(work: Work, person: Person, course: str, **said: Any) -> Document:
    """Tell something to everybody in a course. Raises NotFound, Forbidden."""
    person.must_be("facilitator", course)
    store.course(work, course)
    announcement = published.new_announcement(new_id(), course, said, person.id, work.now)
    work.insert("announcements", announcement)
    told = courses.told(announcement, "announcement")
    work.emit(events.ANNOUNCEMENT_PUBLISHED, told, aggregate=announcement["_id"], sequence=1)
    return announcement


def edit_announcement(work: Work, person: Person, announcement: str, **changes: Any) -> Document:
    """Mend an announcement, of which nobody is told again. Raises NotFound, Forbidden."""
    return _edit(work, person, "announcements", announcement, changes)


def _edit(work: Work, person: Person, collection: str, identity: str, changes: Document) -> Document:
    before = store.one(work, collection, identity, collection.removesuffix("s"))
    person.must_be("facilitator", before["course"])
    after = published.edited(before, changes, work.now)
    store.save(work, collection, before, after)
    return after
