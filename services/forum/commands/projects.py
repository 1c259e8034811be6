"""Declare a project."""

from typing import Any

from kit.event import new_id
from kit.identity import Person
from kit.unit_of_work import Work

from forum import events, store
from forum.domain import Document
from forum.domain.projects import new_project


def declare_project(work: Work, person: Person, course: str, **declared: Any) -> Document:
    """Declare a project, with its place in the world. Raises Forbidden, NotFound (course)."""
    person.must_be_in(course)
    store.must_know(work, course)
    project = new_project(new_id(), course, declared, person.id, work.now)
    work.insert("projects", project)
    work.emit(events.PROJECT_DECLARED, {**project, "project": project["_id"]}, aggregate=project["_id"], sequence=1)
    return project
