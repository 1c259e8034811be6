"""Report what hurts, decide about it with a reason, set the pace of a course and of a discussion."""

from typing import Any

from kit.errors import Conflict, Invalid
from kit.event import new_id
from kit.identity import Person
from kit.unit_of_work import Work

from forum import events, store
from forum.domain import Document
from forum.domain import moderation as domain
from forum.store import filing, moderation, projects, questions, standings


def report(work: Work, person: Person, course: str, *, about: Document, reason: str) -> Document:
    """Draw the facilitators' attention to something. Raises NotFound, Forbidden, Invalid (one's own), Conflict."""
    person.must_be_in(course)
    store.must_not_be_suspended(work, course, person.id)
    author = moderation.thing(work, course, about)["author"]
    case = moderation.case(work, course, about, author)
    if moderation.is_reported_by(work, case["_id"], person.id):
        raise Conflict("You have reported this already; a facilitator looks at it")
    made = domain.new_report(new_id(), case, person.id, reason, work.now)
    work.insert("reports", made)
    moderation.put_case(work, domain.reported(case, made))
    work.emit(events.CONTENT_REPORTED, {**made, "report": made["_id"]}, aggregate=made["_id"], sequence=1)
    return made


def decide(work: Work, person: Person, course: str, **asked: Any) -> Document:
    """Hide, restore, warn, suspend, readmit or dismiss, with a reason that the person concerned will read.

    Facilitators only. Raises NotFound, Forbidden, Invalid, Conflict (done already).
    """
    person.must_be("facilitator", course)
    about = asked["about"]
    thing = moderation.thing(work, course, about)
    author = thing["author"]
    if author == person.id and asked["action"] in ("suspend", "readmit", "warn"):
        raise Invalid(errors={"about": ["This is yours: another facilitator decides about you."]})
    case = moderation.case(work, course, about, author)
    standing = standings.standing(work, course, author)
    domain.check(asked, case, thing, standing, work.now)
    decision = domain.new_decision(new_id(), case, asked, person.id, work.now)
    work.insert("decisions", decision)
    if case["open"]:
        moderation.put_case(work, {**case, "open": False})
    _carry_out(work, asked, thing, decision)
    told = {**decision, "decision": decision["_id"]}
    work.emit(events.CONTENT_MODERATED, told, aggregate=decision["_id"], sequence=1)
    return decision


def set_rules(work: Work, person: Person, course: str, **rules: int) -> Document:
    """Set a course's pace for newcomers, and after how long a project is quiet. Facilitators only."""
    person.must_be("facilitator", course)
    store.must_know(work, course)
    if rules:
        work.update("rules", course, {"$set": rules}, upsert=True)
    if "quiet_after_days" in rules:
        projects.look_again(work, course, rules["quiet_after_days"])
    if "unanswered_after_hours" in rules:
        questions.wait_anew(work, course)
    return standings.rules(work, course)


def set_pace(work: Work, person: Person, discussion: str, *, minutes: int) -> Document:
    """Put a discussion in slow mode, or back out of it with 0. Facilitators only."""
    found = store.discussion(work, discussion)
    person.must_be("facilitator", found["course"])
    slowed = {**found, "slow_minutes": minutes}
    store.amend(work, "discussions", found, slowed)
    return slowed


def _carry_out(work: Work, asked: Document, thing: Document, decision: Document) -> None:
    match asked["action"]:
        case "hide" | "restore":
            hidden = {"hidden": decision["_id"] if asked["action"] == "hide" else None}
            collection = domain.COLLECTIONS[decision["about"]["type"]]
            store.amend(work, collection, thing, thing | hidden)
            filing.file_again(work, decision["about"]["type"], thing | hidden)
        case "suspend" | "readmit":
            changes = {"suspended_until": asked["until"]}
            standings.stand(work, decision["course"], decision["author"], changes)
