"""Every view, live, equals the same view rebuilt, and the same view folded in memory, whatever arrives how often and
in which order."""

import random
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as effort
from hypothesis import strategies as st
from kit import replay
from kit.event import Event
from kit.testing import House
from kit.views import Folded
from pymongo.database import Database
from reporting import store, views

from tests.catalogue import HEARD

from .conftest import COURSE, START, Teller

PEOPLE, THINGS, MOMENTS = [f"person-{n}" for n in range(4)], ["x", "y"], ["stage", "session"]
TYPES = sorted(
    {fact.type.removeprefix("org.bascule.").removesuffix(".v1") for name, fact in HEARD if name == "reporting"}
)
TYPES.remove("enrolment.learner.erased")  # see test_erasure
PERSONAL = ("learner", "author", "by", "to", "actor")
OURS = ("discussion", "controversy", "project", "session", "request", "argument", "stage", "pulse", "merged")


def some_events(teller: Teller, draw: random.Random, count: int) -> list[Event]:
    """Facts of every type about a few people and things, at different hours of different days."""
    return [_one(teller, draw, short) for short in draw.choices(TYPES, k=count)]


def _one(teller: Teller, draw: random.Random, short: str) -> Event:
    data: dict[str, Any] = {}
    example = teller.event(short, "nothing").data
    for name, value in example.items():
        if name in PERSONAL and isinstance(value, str):
            data[name] = draw.choice(PEOPLE)
        elif name in OURS and isinstance(value, str):
            data[name] = f"{name}-{draw.choice(THINGS)}"
        elif name == "stance":
            data[name] = draw.randint(-2, 2)
        elif name == "previous":
            data[name] = draw.choice([None, -1, 0, 2])
        elif name in ("role", "continent", "outcome", "phase", "side", "how"):
            data[name] = value
    whole = example | data
    of = [str(whole[name]) for name in ("session", "project", "learner") if name in whole]
    of += [whole["discussion"]] if short.startswith("forum.discussion.") else []
    aggregate = f"{short.split('.')[1]}/{'/'.join(of) or draw.random()}"
    return teller.event(short, aggregate, START + timedelta(hours=draw.randint(0, 600)), **data)


def content(database: Database, rename: Any = str) -> dict[str, Any]:
    return {name: {one["_id"]: one for one in database[rename(name)].find()} for name in store.FOLDED}


def deliver(teller: Teller, events: list[Event], draw: random.Random) -> None:
    """Some of them twice, in batches of any size, in any order."""
    wire = events + draw.sample(events, len(events) // 3)
    draw.shuffle(wire)
    while wire:
        cut = draw.randint(1, 40)
        teller.takes(*{event.id: event for event in wire[:cut]}.values())
        wire = wire[cut:]


def rebuilt(house: House) -> dict[str, Any]:
    this, database = house.services["reporting"], house.database("reporting")
    replay.rebuild(this, database, store.StoredEvents(database), lambda *_: None)
    return content(database)


def folded(teller: Teller, events: list[Event]) -> dict[str, Any]:
    memory = Folded()
    for event in events:
        teller.reactions.apply_views([teller.reactions.read(event)], memory)
        memory.write()
    return {name: memory.documents.get(name, {}) for name in store.FOLDED}


quickly = {"deadline": None, "database": None, "suppress_health_check": list(HealthCheck)}


@effort(max_examples=4, phases=(Phase.generate,), **quickly)
@given(seed=st.integers(0, 10**6))
def test_every_view_is_the_same_live_rebuilt_and_in_memory(house: House, seed: int) -> None:
    empty(house.database("reporting"))
    draw, teller = random.Random(seed), Teller(house)
    events = some_events(teller, draw, 120)
    deliver(teller, events, draw)
    live = content(house.database("reporting"))
    assert live == folded(teller, events)
    assert live == rebuilt(house)


def empty(database: Database) -> None:
    for name in (*store.FOLDED, "events", "outbox"):
        database[name].delete_many({})
    database["counters"].delete_many({"_id": {"$ne": "events"}})
    for counted in ("counters", "places"):
        database[counted].update_many({}, {"$set": {"position": 0}})


def test_every_kind_of_fact_leaves_a_trace_somewhere(teller: Teller) -> None:
    teller.takes(*some_events(teller, random.Random(7), 400))
    assert [name for name, documents in content(teller.database).items() if not documents] == []


def test_the_past_is_as_it_was(teller: Teller) -> None:
    draw = random.Random(3)
    teller.takes(*some_events(teller, draw, 80))
    then, position = content(teller.database), store.position(teller.database)
    teller.takes(*some_events(teller, draw, 80))
    read = views.reading.past(teller.database, teller.reactions, COURSE, position, START + timedelta(days=365))
    assert {name: {one["_id"]: one for one in read(name)} for name in store.FOLDED} == then
