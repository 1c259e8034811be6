"""Ask the question of the week, open and close it by date, conclude it."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

from kit.event import new_id
from kit.identity import Person
from kit.settings import Settings
from kit.unit_of_work import Work, transact
from pymongo.database import Database

from forum import events, store
from forum.commands.discussions import begin
from forum.domain import Document, opinions
from forum.domain import controversies as domain
from forum.domain.discussions import new_discussion
from forum.domain.outcomes import convincing, movers, outcome
from forum.store import controversies, filing, standings


def open_controversy(work: Work, person: Person, course: str, **asked: Any) -> Document:
    """Ask the question of the week: at once when its date has come, otherwise nobody hears before. Facilitators only.

    Raises Forbidden, NotFound (course), Invalid (dates).
    """
    person.must_be("facilitator", course)
    store.must_know(work, course)
    controversy = domain.new_controversy(new_id(), course, asked, person.id, work.now)
    if controversy["opens_at"] > work.now:
        work.insert("controversies", controversy)
        return controversy
    after = _begin_debate(work, controversy)
    work.insert("controversies", after)
    filing.file_controversy(work, after)
    return after


def change_controversy(work: Work, person: Person, controversy: str, **changes: Any) -> Document:
    """Put the question better while it is planned, or move its closing date. Facilitators only."""
    found = controversies.controversy(work, controversy)
    person.must_be("facilitator", found["course"])
    after = domain.changed(found, changes)
    store.amend(work, "controversies", found, after)
    return after


def close_controversy(work: Work, person: Person, controversy: str) -> Document:
    """Close before the date. Raises NotFound, Forbidden, Conflict (not open)."""
    found = controversies.controversy(work, controversy)
    person.must_be("facilitator", found["course"])
    domain.must_be_open(found, work.now)
    return _close(work, found)


def conclude_controversy(work: Work, person: Person, controversy: str, *, body: str) -> Document:
    """Say in a few words what remains; told once, and may be put better later. Facilitators only."""
    found = controversies.controversy(work, controversy)
    person.must_be("facilitator", found["course"])
    after = domain.concluded(found, body, person.id, work.now)
    filing.file_controversy(work, after)
    if after["version"] == found["version"]:
        store.amend(work, "controversies", found, after)
        return after
    store.save(work, "controversies", found, after)
    told = {**after, "controversy": after["_id"], "by": person.id}
    work.emit(events.CONTROVERSY_CONCLUDED, told, aggregate=after["_id"], sequence=after["version"])
    return after


def turn_what_is_due(database: Database, settings: Settings) -> None:
    """The duty: opens and closes by date; two queries, and a transaction for each controversy that is due."""
    for found in controversies.due(database, datetime.now(UTC)):
        transact(database, partial(turn, controversy=found["_id"]), deadline=settings.deadline)


def turn(work: Work, controversy: str) -> Document:
    """Open or close a controversy whose date has come; does nothing when that was done already."""
    found = controversies.controversy(work, controversy)
    if found["state"] == domain.PLANNED and found["opens_at"] <= work.now:
        after = _begin_debate(work, found)
        store.save(work, "controversies", found, after)
        filing.file_controversy(work, after)
        return after
    if found["state"] == domain.OPEN and found["closes_at"] <= work.now:
        return _close(work, found)
    return found


def _begin_debate(work: Work, controversy: Document) -> Document:
    """The controversy once it is open, with a discussion to debate it in; both are told."""
    course, question = controversy["course"], controversy["question"]
    discussion = new_discussion(new_id(), course, question, controversy["author"], None, False, work.now)
    begin(work, {**discussion, "controversy": controversy["_id"]}, controversy["context"])
    after = domain.opened(controversy, discussion["_id"])
    told = {**after, "controversy": after["_id"]}
    work.emit(events.CONTROVERSY_OPENED, told, aggregate=after["_id"], sequence=after["version"])
    return after


def _close(work: Work, controversy: Document) -> Document:
    """The outcome is counted here, once: what is read later costs one document and the arguments that it names."""
    made = controversies.arguments(work, controversy["_id"])
    groups_from = standings.rules(work, controversy["course"])["groups_from"]
    figures = outcome(controversy["moves"]) | {"movers": movers(made), "convincing": convincing(made)}
    figures["opinions"] = opinions.groups(controversies.convictions(work, controversy["_id"]), groups_from)
    after = domain.closed(controversy, figures, work.now)
    store.save(work, "controversies", controversy, after)
    told = {**after, "controversy": after["_id"], **domain.told_at_close(after)}
    work.emit(events.CONTROVERSY_CLOSED, told, aggregate=after["_id"], sequence=after["version"])
    return after
