"""Open a discussion, change what it is called and how it stands in the list."""

from collections.abc import Sequence
from typing import Any

from kit.errors import Invalid
from kit.event import new_id
from kit.identity import Person
from kit.unit_of_work import Work

from forum import events, store
from forum.commands import posts
from forum.commands.writing import must_be_allowed_to_write
from forum.domain import Document, is_facilitator
from forum.domain import discussions as domain
from forum.domain.posts import new_post
from forum.domain.questions import due_at
from forum.store import filing
from forum.store import posts as kept
from forum.store.discussions import must_have_room_for_a_pin


def open_discussion(
    work: Work,
    person: Person,
    course: str,
    *,
    title: str,
    body: str,
    stage: int | None = None,
    question: bool = False,
    tags: Sequence[str] = (),
    attachments: Sequence[str] = (),
) -> Document:
    """Open a discussion with its first post. Raises Forbidden, NotFound (course), Invalid (stage not open), TooMany."""
    must_be_allowed_to_write(work, person, course)
    _must_be_open(work, course, stage)
    discussion = domain.new_discussion(new_id(), course, title, person.id, stage, question, work.now, tags)
    if question:
        discussion["due_at"] = due_at(discussion, store.hours_to_wait(work, course))
    return begin(work, discussion, body, attachments)


def begin(work: Work, discussion: Document, body: str, attachments: Sequence[str] = ()) -> Document:
    """Put a new discussion and its first post into the work, and tell of both; returns it with the post in it."""
    post = new_post(new_id(), discussion, discussion["author"], body, work.now)
    post["attachments"] = posts.attached(work, post, attachments)
    changed = domain.with_post(discussion, post)
    work.insert("discussions", changed)
    opened = {**discussion, "discussion": discussion["_id"]}
    work.emit(events.DISCUSSION_OPENED, opened, aggregate=discussion["_id"], sequence=1)
    posts.put(work, changed, post)
    return changed


def change_discussion(work: Work, person: Person, discussion: str, **changes: Any) -> Document:
    """Give another title, stage or tags (who opened it, facilitators); pin or lock it (facilitators).

    Raises NotFound, Forbidden, Invalid (a stage not yet open), Conflict (too many pinned).
    """
    found = store.discussion(work, discussion)
    person.must_be_in(found["course"])
    store.must_not_be_suspended(work, found["course"], person.id)
    facilitator = is_facilitator(person, found["course"])
    changed = domain.changed(found, changes, person.id, facilitator=facilitator)
    _must_be_open(work, found["course"], changes.get("stage"))
    if changed["pinned"] and not found["pinned"]:
        must_have_room_for_a_pin(work, found["course"])
    if changed["unanswered"] and not found["unanswered"]:
        changed["due_at"] = due_at(changed, store.hours_to_wait(work, found["course"]))
    if domain.is_renamed(found, changed):
        store.save(work, "discussions", found, changed)
        changed["version"] = found["version"] + 1
        told = {**changed, "discussion": changed["_id"], "by": person.id}
        work.emit(events.DISCUSSION_RENAMED, told, aggregate=changed["_id"], sequence=changed["version"])
    else:
        store.amend(work, "discussions", found, changed)
    _file_anew(work, found, changed)
    return changed


def _file_anew(work: Work, before: Document, after: Document) -> None:
    if all(before[name] == after[name] for name in ("title", "stage", "tags", "unanswered")):
        return
    thread = kept.thread(work, after["_id"])
    filing.file(work, after, thread[0])
    filing.relabel(work, before, after, thread[1:])


def _must_be_open(work: Work, course: str, stage: int | None) -> None:
    if stage is not None and not store.stage_is_open(work, course, stage):
        raise Invalid(errors={"stage": ["This stage is not open."]})
