"""Declare a project, tell how it goes, say what it needs."""

from typing import Any

from kit import files
from kit.event import new_id
from kit.identity import Person
from kit.unit_of_work import Work

from forum import events, store
from forum.commands.writing import must_be_allowed_to_write
from forum.domain import Document, teams
from forum.domain import projects as domain
from forum.store import filing, projects


def declare_project(work: Work, person: Person, course: str, **declared: Any) -> Document:
    """Declare a project, with its place in the world. Raises Forbidden, NotFound (course), TooMany."""
    must_be_allowed_to_write(work, person, course)
    domain.check_roles(declared.get("open_roles", []))
    days = projects.quiet_days(work, course)
    project = domain.new_project(new_id(), course, declared, person.id, work.now, days)
    work.insert("projects", project)
    filing.file_project(work, project)
    work.emit(events.PROJECT_DECLARED, {**project, "project": project["_id"]}, aggregate=project["_id"], sequence=1)
    return project


def change_project(work: Work, person: Person, project: str, **changes: Any) -> Document:
    """Put its words, its place or its open roles better. Its team only; raises NotFound, Forbidden, Invalid."""
    mine = of_the_team(work, person, project)
    domain.check_roles(changes.get("open_roles", []))
    return tell_of_update(work, mine, domain.with_details(mine, changes), person, "details")


def change_phase(work: Work, person: Person, project: str, *, phase: str) -> Document:
    """Move on, or back. Its team only; raises NotFound, Forbidden, Conflict (the same phase)."""
    mine = of_the_team(work, person, project)
    return tell_of_update(work, mine, domain.in_phase(mine, phase), person, "phase")


def tell_news(work: Work, person: Person, project: str, *, body: str, pictures: list[Document]) -> Document:
    """Tell how it goes, with pictures that were brought before. Its team only; raises NotFound, Forbidden, Invalid."""
    mine = of_the_team(work, person, project)
    news = {"_id": new_id(), "course": mine["course"], "project": project, "author": person.id, "body": body}
    shown = [_shown(work, picture, news["_id"], person) for picture in pictures]
    news |= {"pictures": shown, "at": work.now}
    work.insert("news", news)
    tell_of_update(work, mine, {**mine, "news": mine["news"] + 1}, person, "news")
    return news


def add_need(work: Work, person: Person, project: str, *, kind: str, text: str) -> Document:
    """Say what the project needs or offers. Its team only; raises NotFound, Forbidden, Conflict (too many)."""
    mine = of_the_team(work, person, project)
    after = domain.with_need(mine, new_id(), kind, text, person.id, work.now)
    return tell_of_update(work, mine, after, person, "needs")


def meet_need(work: Work, person: Person, project: str, need: str) -> Document:
    """Take out a need or an offer that was met. Its team only; raises NotFound, Forbidden."""
    mine = of_the_team(work, person, project)
    return tell_of_update(work, mine, domain.without_need(mine, need), person, "needs")


def glimpse(work: Work, person: Person, course: str, **told: Any) -> Document:
    """Say in one line that something was done elsewhere, so that it counts. Raises Forbidden, NotFound, TooMany."""
    must_be_allowed_to_write(work, person, course)
    made = domain.new_glimpse(new_id(), course, told, person.id, work.now)
    work.insert("glimpses", made)
    projects.count_glimpse(work, course)
    work.emit(events.PROJECT_GLIMPSED, {**made, "glimpse": made["_id"]}, aggregate=made["_id"], sequence=1)
    return made


def of_the_team(work: Work, person: Person, project: str) -> Document:
    """A project that this person may change. Raises NotFound, Forbidden, TooMany."""
    mine = projects.project(work, project)
    person.must_be_in(mine["course"])
    teams.must_be_in_team(mine, person.id)
    must_be_allowed_to_write(work, person, mine["course"])
    return mine


def tell_of_update(work: Work, before: Document, after: Document, person: Person, what: str) -> Document:
    """Save what the team did, and tell it; nothing is told when nothing changed."""
    if after == before:
        return before
    saved = domain.awake(after, work.now, projects.quiet_days(work, before["course"]))
    store.save(work, "projects", before, saved)
    filing.file_project(work, saved)
    told = {**saved, "project": saved["_id"], "by": person.id, "what": what}
    work.emit(events.PROJECT_UPDATED, told, aggregate=saved["_id"], sequence=saved["version"])
    return saved


def _shown(work: Work, picture: Document, news: str, person: Person) -> Document:
    claimed = files.claim(work, picture["file"], f"news/{news}", owner=person.id, field="pictures")
    return {**claimed, "alternative": picture["alternative"]}
