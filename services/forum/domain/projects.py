"""Projects, each with a place in the world, a phase, and what it needs and offers."""

from datetime import datetime, timedelta

from kit.errors import Conflict, Invalid, NotFound
from kit.places import continent

from forum.domain import Document

PHASES = ("idea", "immersion", "prototype", "test", "story")
KINDS = ("need", "offer")
COMPARED = ("title", "summary", "theme", "place")
MOST_NEEDS, MOST_ROLES = 20, 10


def new_project(
    identity: str, course: str, declared: Document, author: str, now: datetime, quiet_days: int
) -> Document:
    """A project at its idea, with the continent that its place is on; whoever declares it leads it."""
    return {
        "_id": identity,
        "course": course,
        "open_roles": [],
        **declared,
        "continent": continent(declared["place"]["country"]),
        "phase": PHASES[0],
        "author": author,
        "lead": author,
        "team": [{"person": author, "role": "", "since": now}],
        "members": [author],
        "needs": [],
        "news": 0,
        "introduced": False,
        "resembles": [],
        "at": now,
        "last_at": now,
        "quiet_at": now + timedelta(days=quiet_days),
        "version": 1,
    }


def awake(project: Document, now: datetime, quiet_days: int) -> Document:
    """The project when its team has done something: it is asked how it is only after that many quiet days, and once.

    `quiet_at` is None once it was asked, or told its story.
    """
    asked_or_done = project["quiet_at"] is None or project["phase"] == PHASES[-1]
    quiet_at = None if asked_or_done else now + timedelta(days=quiet_days)
    return {**project, "last_at": now, "quiet_at": quiet_at, "version": project["version"] + 1}


def with_details(project: Document, changes: Document) -> Document:
    """The project in other words; what makes it resemble others changed, so it is compared to them again."""
    after = {**project, **changes}
    is_same = all(after[name] == project[name] for name in COMPARED)
    return {**after, "continent": continent(after["place"]["country"]), "introduced": project["introduced"] and is_same}


def in_phase(project: Document, phase: str) -> Document:
    """In another phase, earlier ones included: one may go back to the idea. Raises Conflict for the same."""
    if project["phase"] == phase:
        raise Conflict("The project is in this phase already")
    return {**project, "phase": phase}


def with_need(project: Document, identity: str, kind: str, text: str, by: str, now: datetime) -> Document:
    """With one more need or offer; raises Conflict when there are twenty."""
    if len(project["needs"]) >= MOST_NEEDS:
        raise Conflict(f"A project shows at most {MOST_NEEDS} needs and offers: take out what is met")
    return {**project, "needs": [*project["needs"], {"id": identity, "kind": kind, "text": text, "by": by, "at": now}]}


def without_need(project: Document, identity: str) -> Document:
    """Without what was met; raises NotFound."""
    left = [one for one in project["needs"] if one["id"] != identity]
    if len(left) == len(project["needs"]):
        raise NotFound("This project has no such need or offer")
    return {**project, "needs": left}


def quiet(project: Document) -> Document:
    """Once its team was asked how it is."""
    return {**project, "quiet_at": None, "version": project["version"] + 1}


def days_quiet(project: Document, now: datetime) -> int:
    return max(1, (now - project["last_at"]).days)


def check_roles(roles: list[str]) -> None:
    """Raises Invalid when a role is named twice."""
    if len({role.casefold() for role in roles}) < len(roles):
        raise Invalid(errors={"open_roles": ["A role is named twice."]})


def new_glimpse(identity: str, course: str, told: Document, author: str, now: datetime) -> Document:
    """One line about something done elsewhere, so that it counts."""
    return {
        "_id": identity,
        "course": course,
        **told,
        "continent": continent(told["country"]),
        "author": author,
        "at": now,
    }
