"""What stands on a bell: one entry for each person, topic and day, into which news of the same are folded.

Every change commutes (counts add up, sets grow, first and last are least and greatest), so that news may be taken in
any order; the key is unique, so that two workers cannot begin the same entry twice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from notifications.domain import Document
from notifications.domain.choices import key_of
from notifications.domain.kinds import foremost

FRESH = timedelta(days=1)
"""News older than this is neither mailed nor pushed: after an outage, nobody wants last week's."""
FACES = 5
"""Actors that an entry remembers: the last ones."""


@dataclass(frozen=True)
class Ring:
    """News for one person. `topic` is what it is grouped by, `event` what it answers, `happened` when that was.

    `quiet` keeps it out of mails at once and pushes; `again` gives a better reason to news told before.
    """

    person: str
    course: str
    kind: str
    reason: str
    about: Mapping[str, Any]
    actor: str | None
    event: str
    happened: datetime
    topic: str = ""
    quiet: bool = False
    again: bool = False

    @property
    def group(self) -> str:
        return self.topic or f"{self.kind}/{self.about['id']}"

    @cached_property
    def bell(self) -> str:
        """The key of the entry that it is folded into."""
        return f"{self.group}/{self.happened:%Y-%m-%d}/{self.person}"


def entry(ring: Ring, now: datetime, *, shown: bool) -> Document:
    """A new entry; `at` is when it last rang, which orders a bell, `first` and `last` are when things happened."""
    return {
        "_id": ring.bell,
        "topic": ring.group,
        "person": ring.person,
        "course": ring.course,
        "about": dict(ring.about),
        "kinds": [ring.kind],
        "reasons": [ring.reason],
        "latest": [{"actor": ring.actor, "at": ring.happened}],
        "count": 1,
        "fresh": 1,
        "first": ring.happened,
        "last": ring.happened,
        "at": now,
        "unread": shown,
        "seen": False,
        "shown": shown,
        "digest": ring.quiet,
    }


def fold(ring: Ring, now: datetime, *, shown: bool) -> Document:
    """The change by which news joins an entry, which is new again thereby."""
    better = {"$addToSet": {"kinds": ring.kind, "reasons": ring.reason}}
    if ring.again:
        return better
    face = {"actor": ring.actor, "at": ring.happened}
    return better | {
        "$inc": {"count": 1, "fresh": 1},
        "$min": {"first": ring.happened},
        "$max": {"last": ring.happened, "at": now, "shown": shown, "digest": ring.quiet},
        "$push": {"latest": {"$each": [face], "$sort": {"at": -1}, "$slice": FACES}},
        "$set": {"seen": False} | ({"unread": True} if shown else {}),
    }


def begin_or_fold(ring: Ring, now: datetime, *, shown: bool) -> Document:
    """The upsert that does either: a new entry is one that news were folded into."""
    lasting = {"topic": ring.group, "person": ring.person, "course": ring.course, "about": dict(ring.about)}
    return fold(ring, now, shown=shown) | {"$setOnInsert": lasting | ({} if shown else {"unread": False})}


READ = {"$set": {"unread": False, "seen": True, "fresh": 0}}


def as_shown(bell: Document) -> Document:
    """An entry as people see it: its most personal kind and reason, the last actors, and what can be muted."""
    actors = list(dict.fromkeys(face["actor"] for face in bell["latest"] if face["actor"]))
    return {
        **{name: bell[name] for name in ("_id", "course", "about", "count", "fresh", "at")},
        "kind": foremost(bell["kinds"]),
        "reason": foremost(bell["reasons"]),
        "actors": actors,
        "actor": actors[0] if actors else None,
        "first_at": bell["first"],
        "last_at": bell["last"],
        "read": not bell["unread"],
        "everyone": False,
        "mute": mute_target(bell["about"]),
    }


def announced(news: Document, *, read: bool) -> Document:
    """News for a whole course, in the same shape."""
    return {
        **{name: news[name] for name in ("_id", "course", "kind", "about", "actor", "at")},
        "reason": "you-are-enrolled",
        "actors": [news["actor"]] if news["actor"] else [],
        "count": 1,
        "fresh": 0 if read else 1,
        "first_at": news["happened"],
        "last_at": news["happened"],
        "read": read,
        "everyone": True,
        "mute": mute_target(news["about"]),
    }


def mute_target(about: Mapping[str, Any]) -> Document | None:
    """The thing that can be muted, if it is one; other news are muted by their kind."""
    if about["type"] in ("discussion", "project", "stage"):
        return {"type": about["type"], "id": about["id"]}
    return None


def hears(reader: Document, news: Document) -> bool:
    """Whether news for a whole course is for this person: enrolled by then, not their own, not silenced."""
    if news["happened"] < reader["since"] or news["actor"] == reader["person"]:
        return False
    muted = reader.get("muted", ())
    return news["kind"] not in reader.get("deaf", ()) and not {key_of(news["about"]), "course"} & set(muted)
