"""Open a discussion, answer in one."""

from kit.errors import Invalid
from kit.event import new_id
from kit.identity import Person
from kit.unit_of_work import Work

from forum import events, store
from forum.commands.writing import must_be_allowed_to_write
from forum.domain import Document
from forum.domain.discussions import new_discussion, new_post, with_post


def open_discussion(
    work: Work, person: Person, course: str, *, title: str, body: str, stage: int | None = None, question: bool = False
) -> Document:
    """Open a discussion with its first post. Raises Forbidden, NotFound (course), Invalid (stage not open), TooMany."""
    must_be_allowed_to_write(work, person, course)
    if stage is not None and not store.stage_is_open(work, course, stage):
        raise Invalid(errors={"stage": ["This stage is not open."]})
    discussion = new_discussion(new_id(), course, title, person.id, stage, question, work.now)
    return begin(work, discussion, body)


def publish_post(work: Work, person: Person, discussion: str, *, body: str) -> Document:
    """Answer in a discussion. Raises NotFound, Forbidden (not in its course, suspended), Conflict (locked), TooMany."""
    found = store.discussion(work, discussion)
    must_be_allowed_to_write(work, person, found["course"], found)
    post = new_post(new_id(), found, person.id, body, work.now)
    changed = with_post(found, post)
    store.save(work, "discussions", found, changed)
    work.insert("posts", post)
    _tell_of_post(work, changed, post)
    return post


def begin(work: Work, discussion: Document, body: str) -> Document:
    """Put a new discussion and its first post into the work, and tell of both; returns it with the post in it."""
    post = new_post(new_id(), discussion, discussion["author"], body, work.now)
    changed = with_post(discussion, post)
    work.insert("discussions", changed)
    work.insert("posts", post)
    opened = {**discussion, "discussion": discussion["_id"]}
    work.emit(events.DISCUSSION_OPENED, opened, aggregate=discussion["_id"], sequence=1)
    _tell_of_post(work, changed, post)
    return changed


def _tell_of_post(work: Work, discussion: Document, post: Document) -> None:
    told = {**post, "post": post["_id"], "title": discussion["title"]}
    work.emit(events.POST_PUBLISHED, told, aggregate=discussion["_id"], sequence=discussion["version"])
