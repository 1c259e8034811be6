"""What can be asked of the forum; each runs in the unit of work it is given, and may run again from the start."""

from typing import Any

from kit.errors import Invalid, NotFound
from kit.event import new_id
from kit.identity import Person
from kit.unit_of_work import Work

from forum import domain, events, store
from forum.domain import Document


def open_discussion(
    work: Work, person: Person, course: str, *, title: str, body: str, stage: int | None = None, question: bool = False
) -> Document:
    """Open a discussion with its first post. Raises Forbidden, NotFound (course), Invalid (a stage not yet open)."""
    person.must_be_in(course)
    _must_exist(work, course)
    if stage is not None and not store.stage_is_open(work, course, stage):
        raise Invalid(errors={"stage": ["This stage is not open."]})
    discussion = domain.new_discussion(new_id(), course, title, person.id, stage, question, work.now)
    return _open_with(work, discussion, body)


def publish_post(work: Work, person: Person, discussion: str, *, body: str) -> Document:
    """Answer in a discussion. Raises NotFound, Forbidden (not in its course), Conflict (locked)."""
    found = store.discussion(work, discussion)
    person.must_be_in(found["course"])
    post = domain.new_post(new_id(), found, person.id, body, work.now)
    changed = domain.with_post(found, post)
    store.save_discussion(work, found, changed)
    store.add_post(work, post)
    _tell_of_post(work, changed, post)
    return post


def open_controversy(work: Work, person: Person, course: str, **asked: Any) -> Document:
    """Ask the question of the week, with a discussion to debate it in. Facilitators only."""
    person.must_be("facilitator", course)
    _must_exist(work, course)
    discussion = domain.new_discussion(new_id(), course, asked["question"], person.id, None, False, work.now)
    controversy = domain.new_controversy(new_id(), asked, discussion, person.id, work.now)
    _open_with(work, {**discussion, "controversy": controversy["_id"]}, asked["context"])
    work.insert("controversies", controversy)
    told = {**controversy, "controversy": controversy["_id"]}
    work.emit(events.CONTROVERSY_OPENED, told, aggregate=controversy["_id"], sequence=1)
    return controversy


def declare_project(work: Work, person: Person, course: str, **declared: Any) -> Document:
    """Declare a project, with its place in the world. Raises Forbidden, NotFound (course)."""
    person.must_be_in(course)
    _must_exist(work, course)
    project = domain.new_project(new_id(), course, declared, person.id, work.now)
    work.insert("projects", project)
    work.emit(events.PROJECT_DECLARED, {**project, "project": project["_id"]}, aggregate=project["_id"], sequence=1)
    return project


def _must_exist(work: Work, course: str) -> None:
    if not store.course_is_known(work, course):
        raise NotFound(f"There is no course {course}")


def _open_with(work: Work, discussion: Document, body: str) -> Document:
    post = domain.new_post(new_id(), discussion, discussion["author"], body, work.now)
    changed = domain.with_post(discussion, post)
    work.insert("discussions", changed)
    store.add_post(work, post)
    opened = {**discussion, "discussion": discussion["_id"]}
    work.emit(events.DISCUSSION_OPENED, opened, aggregate=discussion["_id"], sequence=1)
    _tell_of_post(work, changed, post)
    return changed


def _tell_of_post(work: Work, discussion: Document, post: Document) -> None:
    told = {**post, "post": post["_id"], "title": discussion["title"]}
    work.emit(events.POST_PUBLISHED, told, aggregate=discussion["_id"], sequence=discussion["version"])
