"""Moderation: anybody may draw attention, facilitators decide with a reason, and whom it concerns can read it all."""

from datetime import datetime, timedelta

from kit.errors import Conflict, Invalid

from forum.domain import Document

COLLECTIONS = {
    "discussion": "discussions",
    "post": "posts",
    "argument": "arguments",
    "project": "projects",
    "help": "help_requests",
}
"""Where the things are that can be reported and hidden; a person can be reported, too."""
PERSON = "person"
DONE = {
    "hide": "hidden",
    "restore": "restored",
    "warn": "warned",
    "suspend": "suspended",
    "readmit": "readmitted",
    "dismiss": "dismissed",
}
"""What facilitators can do, and what is then told."""
LONGEST_SUSPENSION = timedelta(days=365)


def new_report(identity: str, case: Document, by: str, reason: str, now: datetime) -> Document:
    """A report; raises Invalid when it is about oneself."""
    if case["author"] == by:
        raise Invalid(errors={"about": ["This is yours: you can change it yourself."]})
    about = {name: case[name] for name in ("course", "about", "author")}
    return {"_id": identity, "case": case["_id"], **about, "by": by, "reason": reason, "at": now}


def new_case(course: str, about: Document, author: str) -> Document:
    """All reports of one thing, so that they are looked at together; not open before the first."""
    return {
        "_id": case_key(course, about),
        "course": course,
        "about": about,
        "author": author,
        "open": False,
        "reports": 0,
        "since": "",
    }


def case_key(course: str, about: Document) -> str:
    return f"{course}/{about['type']}/{about['id']}"


def reported(case: Document, report: Document) -> Document:
    """The case with one more report; one that was settled opens again."""
    if case["open"]:
        return {**case, "reports": case["reports"] + 1}
    return {**case, "open": True, "reports": 1, "since": report["_id"]}


def new_decision(identity: str, case: Document, asked: Document, by: str, now: datetime) -> Document:
    """A decision and its reason; `reports` is how many it settles."""
    return {
        "_id": identity,
        "course": case["course"],
        "action": DONE[asked["action"]],
        "about": case["about"],
        "author": case["author"],
        "by": by,
        "reason": asked["reason"],
        "until": asked["until"],
        "reports": case["reports"] if case["open"] else 0,
        "at": now,
    }


def check(asked: Document, case: Document, thing: Document, standing: Document, now: datetime) -> None:
    """Raises Invalid for an action that does not fit the thing, Conflict for one that is done already."""
    action, until = asked["action"], asked["until"]
    if (action == "suspend") != (until is not None):
        raise Invalid(errors={"until": ["Say until when, for a suspension and for nothing else."]})
    if until and not now < until <= now + LONGEST_SUSPENSION:
        raise Invalid(errors={"until": ["Must be in the future, within a year."]})
    if action in ("hide", "restore") and case["about"]["type"] == PERSON:
        raise Invalid(errors={"action": ["A person is warned or suspended; what they wrote is hidden."]})
    is_suspended = standing.get("suspended_until") is not None and standing["suspended_until"] > now
    impossible = {
        "hide": (bool(thing.get("hidden")), "This is hidden already"),
        "restore": (not thing.get("hidden"), "This is not hidden"),
        "readmit": (not is_suspended, "This person is not suspended"),
        "dismiss": (not case["open"], "No report waits for a decision here"),
    }
    is_impossible, why = impossible.get(action, (False, ""))
    if is_impossible:
        raise Conflict(why)


def is_shown(thing: Document, person: str, *, facilitator: bool) -> bool:
    """Hidden content is seen by its author and by facilitators only."""
    return not thing.get("hidden") or facilitator or thing["author"] == person
