"""Telling how it feels, once for each stage or session, and choosing whether one may be quoted."""

from typing import Any

from kit.errors import Conflict, Forbidden, Invalid, NotFound
from kit.event import new_id
from kit.identity import Person
from kit.unit_of_work import Work

from reporting import events
from reporting.domain import Document

KNOWN_IN = {"stage": "stages", "session": "live_sessions"}


def record(work: Work, person: Person, course: str, about: dict[str, str], **told: Any) -> dict[str, Any]:
    """A new pulse; what it says stays here, and only the mood is told. Raises Conflict for a second one."""
    person.must_be_in(course)
    known = work.find_one(KNOWN_IN[about["type"]], {"_id": about["id"], "course": course})
    if known is None:
        raise Invalid(errors={"about": [f"There is no such {about['type']} in this course, or not yet."]})
    name = f"{about['type']}/{about['id']}"
    if work.find_one("pulses", {"course": course, "about": name, "person": person.id}):
        raise Conflict("You have told how this felt already")
    pulse = {"_id": new_id(), "course": course, "about": name, "person": person.id, "at": work.now} | told
    work.insert("pulses", pulse)
    fact = {"course": course, "pulse": pulse["_id"], "about": about, "mood": told["mood"]}
    work.emit(events.PULSE_RECORDED, fact, aggregate=f"pulse/{pulse['_id']}", sequence=1)
    return shown(pulse)


def allow_quoting(work: Work, person: Person, identity: str, quotable: str) -> dict[str, Any]:
    """Change one's mind about being quoted; reports that quoted are made again. Raises NotFound, Forbidden."""
    pulse = work.find_one("pulses", identity)
    if pulse is None:
        raise NotFound("There is no such pulse")
    if pulse["person"] != person.id:
        raise Forbidden("Only whoever told it may choose")
    work.update("pulses", identity, {"$set": {"quotable": quotable}})
    for bilan in list(work.find("bilans", {"course": pulse["course"]}, projection={"_id": 1})):
        work.update("bilans", bilan["_id"], {"$unset": {"made": ""}})
    return shown(pulse | {"quotable": quotable})


def shown(pulse: Document) -> dict[str, Any]:
    """A pulse as its author sees it."""
    kind, _, about = pulse["about"].partition("/")
    return {
        "id": pulse["_id"],
        "course": pulse["course"],
        "about": {"type": kind, "id": about},
        "at": pulse["at"].isoformat(),
        **{name: pulse[name] for name in ("mood", "words", "sentence", "quotable")},
    }
