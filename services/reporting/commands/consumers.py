"""Giving out, and taking back, the tokens of those who build on the streams; saying where events are pushed to."""

import base64
import secrets
from datetime import datetime
from typing import Any

from kit.errors import Conflict, Invalid
from kit.event import new_id
from kit.identity import Person
from kit.unit_of_work import Work

from reporting import store
from reporting.domain import Document, consumers
from reporting.store.consumers import consumer


def may_give_out(person: Person, courses: list[str]) -> None:
    """Reporters and facilitators of every one of the courses, and operators. Raises Forbidden."""
    for course in courses:
        if "facilitator" not in person.courses.get(course, ()):
            person.must_be("reporter", course)


def create(
    work: Work, person: Person, token: str, name: str, courses: list[str], types: list[str], expires_at: datetime | None
) -> Document:
    """A new consumer; only a hash of its token is kept."""
    may_give_out(person, courses)
    if expires_at and expires_at <= work.now:
        raise Invalid(errors={"expires_at": ["Must be in the future."]})
    made = {
        "_id": consumers.identity_of(token),
        "name": name,
        "courses": sorted(set(courses)),
        "types": types,
        "expires_at": expires_at,
        "digest": consumers.digest(token),
        "by": person.id,
        "at": work.now,
        "revoked_at": None,
        "last_used_at": None,
    }
    work.insert("consumers", made)
    return consumers.shown(made)


def revoke(work: Work, person: Person, identity: str) -> None:
    """Close a token at once, and stop pushing; what it was stays listed."""
    found = one(work, person, identity)
    if not found["revoked_at"]:
        work.update("consumers", identity, {"$set": {"revoked_at": work.now}, "$unset": {"destination": ""}})


def send_to(work: Work, person: Person, identity: str, destination: dict[str, Any]) -> Document:
    """Push events to an address from now on, or from the beginning; another address goes on where the last one was."""
    found = one(work, person, identity)
    if found["revoked_at"]:
        raise Conflict("This token is revoked: make another consumer")
    counter = work.find_one("counters", store.COUNTER) or {"position": 0}
    before = found.get("destination", {})
    fresh = 0 if destination.pop("from_start") else counter["position"]
    kept = destination | {"position": before.get("position", fresh), "attempts": 0, "due": work.now, "failing": None}
    work.update("consumers", identity, {"$set": {"destination": kept}})
    return found | {"destination": kept}


def stop_sending(work: Work, person: Person, identity: str) -> None:
    one(work, person, identity)
    work.update("consumers", identity, {"$unset": {"destination": ""}})


def steer(work: Work, person: Person, identity: str, *, paused: bool | None, from_start: bool) -> Document:
    """Pause the pushing, go on with it, or begin again at the first event. Raises Conflict without a destination.

    `run` counts these: a delivery that is under way writes down nothing more once it was steered.
    """
    found = one(work, person, identity)
    before = found.get("destination")
    if not before:
        raise Conflict("There is nowhere to send to: give this consumer a destination first")
    steered = before | {"run": (before.get("run") or 0) + 1, "attempts": 0, "due": work.now}
    steered |= {} if paused is None else {"paused": paused}
    steered |= {"position": 0} if from_start else {}
    work.update("consumers", identity, {"$set": {"destination": steered}})
    return found | {"destination": steered}


def send_again(work: Work, person: Person, identity: str, positions: list[int]) -> int:
    """Let what was given up on be delivered to this consumer, and to nobody else; returns how many there are."""
    found = one(work, person, identity)
    if not found.get("destination"):
        raise Conflict("There is nowhere to send to: give this consumer a destination first")
    where = {"consumer": identity} | ({"position": {"$in": positions}} if positions else {})
    letters = list(work.find("undelivered", where, projection={"_id": 1}))
    for letter in letters:
        work.update("undelivered", letter["_id"], {"$set": {"again": True}})
    work.update("consumers", identity, {"$set": {"destination.due": work.now}})
    return len(letters)


def new_identity() -> str:
    return new_id().replace("-", "")


def signing_secret() -> str:
    """As Standard Webhooks wants it: `whsec_` and base64."""
    return f"whsec_{base64.b64encode(secrets.token_bytes(24)).decode()}"


def one(work: Work, person: Person, identity: str) -> Document:
    found = consumer(work, identity)
    may_give_out(person, found["courses"])
    return found
