"""Join a project, leave it, hand it over; and what the house does for teams: ask quiet ones, introduce like ones."""

from datetime import UTC, datetime
from functools import partial

from kit.identity import Person
from kit.settings import Settings
from kit.unit_of_work import Work, transact
from kit.words import stems
from pymongo.database import Database

from forum import events, store
from forum.commands.writing import must_be_allowed_to_write
from forum.domain import Document, teams
from forum.domain import projects as domain
from forum.domain.resemblance import resembling
from forum.store import projects


def join_project(work: Work, person: Person, project: str, *, role: str = "") -> Document:
    """Join, in an open role or without one. Raises NotFound, Forbidden, Conflict, Invalid (role)."""
    found = projects.project(work, project)
    must_be_allowed_to_write(work, person, found["course"])
    joined = teams.joined(found, person.id, role, work.now)
    after = _save(work, found, joined)
    told = {**after, "project": project, "author": after["author"] or after["lead"], "learner": person.id}
    work.emit(events.PROJECT_JOINED, told, aggregate=project, sequence=after["version"])
    return after


def leave_project(work: Work, person: Person, project: str) -> Document:
    """Leave. Raises NotFound, Forbidden (not in the team), Conflict (the last one, or who leads it)."""
    found = projects.project(work, project)
    person.must_be_in(found["course"])
    after = _save(work, found, teams.left(found, person.id))
    told = {**after, "project": project, "learner": person.id}
    work.emit(events.PROJECT_LEFT, told, aggregate=project, sequence=after["version"])
    return after


def hand_over(work: Work, person: Person, project: str, *, to: str) -> Document:
    """Let another of the team lead. Raises NotFound, Forbidden (who leads it alone may), Invalid (not in the team)."""
    found = projects.project(work, project)
    person.must_be_in(found["course"])
    after = teams.handed_over(found, person.id, to)
    store.amend(work, "projects", found, after)
    return after


def ask_the_quiet(database: Database, settings: Settings) -> None:
    """A duty: one query; each project without news is told of once."""
    for project in projects.gone_quiet(database, datetime.now(UTC)):
        transact(database, partial(ask_how_it_is, project=project), deadline=settings.deadline)


def ask_how_it_is(work: Work, project: str) -> None:
    found = projects.project(work, project)
    if found["quiet_at"] is None or found["quiet_at"] > work.now:
        return
    after = domain.quiet(found)
    store.save(work, "projects", found, after)
    if found["members"]:
        told = {**found, "project": project, "team": found["members"], "days": domain.days_quiet(found, work.now)}
        work.emit(events.PROJECT_WENT_QUIET, told, aggregate=project, sequence=after["version"])


def introduce_the_new(database: Database, settings: Settings) -> None:
    """A duty: one query; each project is compared to the others once new, and again once its words have changed."""
    for project in projects.not_introduced(database):
        transact(database, partial(introduce, project=project), deadline=settings.deadline)


def introduce(work: Work, project: str) -> None:
    """Tell the teams of projects that resemble each other; each pair once, since both keep that they were."""
    found = projects.project(work, project)
    if found["introduced"]:
        return
    others = {one["_id"]: one for one in projects.comparable(work, found) if one["_id"] not in found["resembles"]}
    is_there = found["members"] and not found.get("hidden")
    alike = resembling(_with_stems(found), [_with_stems(one) for one in others.values()]) if is_there else []
    changes = {"introduced": True, "resembles": [*found["resembles"], *alike]}
    work.guard("projects", {"_id": project, "version": found["version"]}, _counting(changes, len(alike)))
    for at, other in enumerate(alike, start=1):
        work.update("projects", other, {"$addToSet": {"resembles": project}})
        told = _introduced(found, others[other])
        work.emit(events.PROJECT_RESEMBLED, told, aggregate=project, sequence=found["version"] + at)


def _counting(changes: Document, told: int) -> Document:
    return {"$set": changes, "$inc": {"version": told}} if told else {"$set": changes}


def _introduced(project: Document, other: Document) -> Document:
    of_other = {"other": other["_id"], "other_title": other["title"], "other_team": other["members"]}
    return {**project, "project": project["_id"], "team": project["members"], **of_other}


def _with_stems(project: Document) -> Document:
    return {**project, "stems": stems(f"{project['title']} {project['summary']}")}


def _save(work: Work, before: Document, after: Document) -> Document:
    saved = domain.awake(after, work.now, projects.quiet_days(work, before["course"]))
    store.save(work, "projects", before, saved)
    return saved
