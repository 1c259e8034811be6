"""People of a course, and what has rung for many of them over two months."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from notifications.domain import bells
from notifications.domain.bells import Ring
from notifications.store.ringing import COLLECTIONS
from pymongo import MongoClient
from pymongo.database import Database

from tests.bench import toy
from tests.bench.ground import Ground

DAYS, AT_ONCE = 60, 10_000
ONE_IN = 10
"""Of how many entries one is unread."""


def enrol(database: Database, size: int) -> None:
    """Let so many people be of the course since yesterday."""
    since = toy.now() - timedelta(days=1)
    for some in _batched(size):
        known = [{"_id": f"{toy.COURSE}/person-{number}", "course": toy.COURSE} for number in some]
        known = [one | {"person": one["_id"].partition("/")[2], "since": since} for one in known]
        database["members"].insert_many([one | {"joined": since, "roles": ["learner"]} for one in known])
        database["readers"].insert_many([one | {"read": [], "muted": [], "deaf": []} for one in known])


def ring_for(ground: Ground, database: Database, stored: int, people: int) -> None:
    """So many entries, of so many people, person by person, with the indexes by which a bell is read.

    The others are left out, which halves what the server does; made afterwards, one of them takes the embedded database
    more than ten minutes. Whoever fills waits as long as it takes: a client that gives up on a batch sends it again.
    """
    each, now = max(1, stored // people), toy.now()
    with MongoClient(ground.urls.mongo) as patient:
        kept = patient[database.name]["bells"]
        kept.drop_indexes()
        kept.create_indexes([one for one in COLLECTIONS["bells"] if "person" in one.document["key"]])
        for some in ground.along(f"{stored:,} entries", list(_batched(stored))):
            kept.insert_many([_entry(number, each, now) for number in some], ordered=False)
        assert (there := kept.estimated_document_count()) == stored, f"{there} entries instead of {stored}"


def _batched(size: int) -> Iterator[range]:
    for start in range(0, size, AT_ONCE):
        yield range(start, min(size, start + AT_ONCE))


def _entry(number: int, each: int, now: datetime) -> dict[str, Any]:
    place, at = number % each, now - timedelta(days=DAYS * (number % each + 1) / each)
    about = {"type": "discussion", "id": f"discussion-{number}", "title": toy.TITLE}
    told = {"kind": "reply", "reason": "you-wrote", "actor": "chloe", "event": "e", "happened": at}
    ring = Ring(person=f"person-{number // each}", course=toy.COURSE, about=about, **told)
    unread = {} if place % ONE_IN == 0 else {"unread": False, "seen": True}
    return bells.entry(ring, at, shown=True) | unread
