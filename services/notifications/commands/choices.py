"""Choosing how much one wants to hear, by hand or by the link in a mail, and where pushes go."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from kit.errors import Invalid, NotFound
from kit.event import new_id
from kit.identity import Person
from kit.unit_of_work import Work

from notifications import events, store
from notifications.domain import Document, choices
from notifications.domain.choices import MUTED
from notifications.domain.kinds import NEVER
from notifications.domain.links import Muted
from notifications.push import id_of, is_allowed
from notifications.store.common import delete_all

MOST_LEVELS = 2_000
MOST_BROWSERS = 20


def change_level(work: Work, person: Person, course: str, type_: str, id_: str, level: str | None) -> None:
    """Choose a level for a thing, or take the choice back with None. Raises NotFound, Invalid."""
    if type_ not in choices.THINGS:
        raise NotFound(f"Levels are for a {', a '.join(choices.THINGS)}")
    if type_ == "course" and id_ != course:
        raise Invalid(errors={"id": ["Of the course itself, the id is the course."]})
    if level is not None and len(list(work.find("levels", _of(person, course), limit=MOST_LEVELS))) == MOST_LEVELS:
        raise Invalid(f"More than {MOST_LEVELS} things have a level: take some back first", errors={"level": ["full"]})
    store.levels.choose(work, course, person.id, f"{type_}/{id_}", level)
    if level == MUTED:
        _tell_that_muted(work, person.id, course, "", {"type": type_, "id": id_})


def change_preferences(work: Work, person: Person, changes: Mapping[str, Any]) -> None:
    """Change some preferences; the others stay."""
    before = store.people.preferences(work, person.id)
    store.people.keep_preferences(work, person.id, choices.changed(before, changes))


def mute_by_link(work: Work, muted: Muted, *, undo: bool = False) -> None:
    """Do what the link of a mail offers, or undo it; any number of times, to the same end."""
    if muted.thing:
        store.levels.choose(work, muted.course, muted.person, muted.thing, None if undo else MUTED)
    else:
        before = store.people.preferences(work, muted.person)
        store.people.keep_preferences(work, muted.person, _without_mails(before, muted.kind, undo=undo))
    if not undo:
        type_, _, id_ = (muted.thing or f"course/{muted.course}").partition("/")
        _tell_that_muted(work, muted.person, muted.course, muted.kind, {"type": type_, "id": id_})


def _without_mails(before: Document | None, kind: str, *, undo: bool) -> Document:
    if kind == "digest":
        wish = choices.whole(before)["digest"]
        return choices.changed(before, {"digest": wish | {"period": "daily" if undo else "never"}})
    if undo:
        kinds = {name: wish for name, wish in (before or {}).get("channels", {}).items() if name != kind}
        return choices.changed({**(before or {}), "channels": kinds}, {})
    return choices.changed(before, {"channels": {kind: {"mail": NEVER}}})


def subscribe(work: Work, person: Person, endpoint: str, keys: Mapping[str, str], hosts: str) -> Document:
    """Let pushes go to a browser too. Raises Invalid when its endpoint belongs to no push service that is known."""
    if not is_allowed(endpoint, hosts):
        raise Invalid(errors={"endpoint": ["Not at a push service that is known here."]})
    if len(list(work.find("subscriptions", {"person": person.id}, limit=MOST_BROWSERS))) == MOST_BROWSERS:
        raise Invalid(f"{MOST_BROWSERS} browsers take pushes already", errors={"endpoint": ["Too many browsers."]})
    host = urlsplit(endpoint).hostname
    kept = {"person": person.id, "endpoint": endpoint, "host": host, "at": work.now, **keys}
    work.update("subscriptions", id_of(endpoint), {"$set": kept}, upsert=True)
    work.update("preferences", person.id, {"$set": {"subscribed": True}}, upsert=True)
    return {"_id": id_of(endpoint), "host": host, "at": work.now}


def unsubscribe(work: Work, person: Person, identity: str) -> None:
    """Send no more pushes to a browser; an unknown one gets none anyway."""
    delete_all(work, "subscriptions", {"_id": identity, "person": person.id})
    if not list(work.find("subscriptions", {"person": person.id}, limit=1)):
        work.update("preferences", person.id, {"$unset": {"subscribed": ""}})


def _of(person: Person, course: str) -> dict[str, str]:
    return {"person": person.id, "course": course}


def _tell_that_muted(work: Work, person: str, course: str, kind: str, about: Mapping[str, str]) -> None:
    muted = {"course": course, "kind": kind, "about": about, "learner": person}
    work.emit(events.NOTIFICATION_MUTED, muted, aggregate=new_id(), sequence=1)
