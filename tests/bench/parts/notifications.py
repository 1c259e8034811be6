"""Telling people: an announcement to 100,000, an answer with 3,200 watchers, and bells among 1,000,000 stored.

What a bell touches is what the database says that it examined (`explain`), query by query.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import partial
from itertools import count
from time import perf_counter
from typing import Any

from kit import service
from kit.consumer import take_effect
from kit.event import Event, new_id
from kit.unit_of_work import connect
from notifications import views
from notifications.domain import bells
from notifications.domain.bells import Ring
from pymongo import monitoring
from pymongo.database import Database
from pymongo.errors import BulkWriteError

from tests.bench import toy
from tests.bench.ground import Ground
from tests.bench.measure import Measure

MANY, FEW, WATCHERS, STORED, PEOPLE, DAYS = 100_000, 100, 3_200, 1_000_000, 10_000, 60
THIS = service.load("notifications")
ASKED_AGAIN = 20
numbers = count(1)


def measures(ground: Ground) -> list[Measure]:
    return [*_announcing(ground), *_answering(ground), *_looking(ground)]


def _announcing(ground: Ground) -> Iterator[Measure]:
    large, small = ground.fresh(THIS, "large"), ground.fresh(THIS, "small")
    for database, size in ((large, ground.amount(MANY)), (small, FEW)):
        _enrol(database, size)
        _announce(database)  # the first of everything is slow
    figures = ground.in_turn("announcement", lambda: _announce(large), lambda: _announce(small))
    yield Measure("announcement to 100,000, beside one to 100", "ms", *figures, asked=1.3, at_most=True)


def _answering(ground: Ground) -> Iterator[Measure]:
    database, plain = ground.fresh(THIS, "watched"), ground.fresh(THIS, "plain")
    watchers = ground.amount(WATCHERS)
    written: list[list[dict[str, Any]]] = []

    def first() -> float:
        discussion = f"discussion-{next(numbers)}"
        _watch(database, discussion, watchers)
        taken = _answer(database, discussion, 2)
        written.append(list(database["bells"].find({"topic": f"discussion/{discussion}"})))
        assert len(written[-1]) == watchers
        return taken

    def bare() -> float:
        began = perf_counter()
        plain["bells"].insert_many(written[-1])
        return (perf_counter() - began) * 1000

    first(), bare()
    figures = ground.in_turn("answer with watchers", first, bare)
    yield Measure(f"answer with {WATCHERS} watchers, beside insert_many", "ms", *figures, asked=2, at_most=True)
    again = [_answer(database, f"discussion-{number}", 3) for number in range(2, ground.rounds + 2)]
    yield Measure("a second answer on the same day, folded into the same entries", "ms", again)


def _looking(ground: Ground) -> Iterator[Measure]:
    commands = _Finds()
    monitoring.register(commands)
    try:
        client = connect(ground.urls.mongo)
        database = client[ground.fresh(THIS, "stored").name]
        _store(database, ground.amount(STORED), ground.amount(PEOPLE))
        keys = {"_id": database["bells"].find_one({}, {"_id": 1})["_id"]}  # type: ignore[index]
        looks: dict[str, Callable[[str], Any]] = {
            "unread count": lambda person: views.unread(database, person, toy.COURSE),
            "first page": lambda person: views.page_of_bells(database, person, toy.COURSE, 20, None),
        }
        for name, look in looks.items():
            with commands.noted() as finds:
                look("person-7")
            touched = sum(_examined(database, find) for find in finds)
            bare = partial(_time, lambda _: database["bells"].find_one(keys))
            figures, among = ground.in_turn(name, partial(_time, look), bare), "among 1,000,000 stored"
            yield Measure(f"{name} {among}, beside find by key", "ms", *figures, asked=5, at_most=True)
            yield Measure(f"{name} {among}, touched", "documents", [float(touched)], asked=100, at_most=True)
        client.close()
    finally:
        monitoring._LISTENERS.command_listeners.remove(commands)  # pymongo has no other way to forget it


def _batched(size: int, most: int = 10_000) -> Iterator[range]:
    for start in range(0, size, most):
        yield range(start, min(size, start + most))


def _enrol(database: Database, size: int) -> None:
    since = toy.now() - timedelta(days=1)
    for some in _batched(size):
        known = [{"_id": f"{toy.COURSE}/person-{number}", "course": toy.COURSE} for number in some]
        known = [one | {"person": one["_id"].partition("/")[2], "since": since} for one in known]
        database["members"].insert_many([one | {"joined": since, "roles": ["learner"]} for one in known])
        database["readers"].insert_many([one | {"read": [], "muted": [], "deaf": []} for one in known])


def _announce(database: Database) -> float:
    told = {"course": toy.COURSE, "announcement": new_id(), "title": "Bienvenue", "author": "chloe"}
    return _take(database, "org.bascule.enrolment.announcement.published.v1", told, told["announcement"], 1)


def _watch(database: Database, discussion: str, watchers: int) -> None:
    level = {"course": toy.COURSE, "thing": f"discussion/{discussion}", "level": "watching"}
    people = [f"person-{number}" for number in range(watchers)]
    database["levels"].insert_many([{"_id": f"{discussion}/{one}", "person": one} | level for one in people])


def _answer(database: Database, discussion: str, number: int) -> float:
    told = toy.post(number, discussion) | {"author": "chloe", "post": new_id(), "number": number}
    return _take(database, "org.bascule.forum.post.published.v1", told, discussion, number)


def _take(database: Database, type_: str, data: dict[str, Any], aggregate: str, sequence: int) -> float:
    event = Event(new_id(), type_, "/bench", toy.now(), data, aggregate, sequence)
    readable = [THIS.reactions.read(event)]
    began = perf_counter()
    take_effect(database, THIS.reactions, readable, "slot-00")
    return (perf_counter() - began) * 1000


def _store(database: Database, stored: int, people: int) -> None:
    """Entries of many people over two months, one in ten unread; then everything is announced fifty times."""
    _enrol(database, min(people, 100))
    each, now = max(1, stored // people), toy.now()
    for some in _batched(stored):
        with suppress(BulkWriteError):  # of a batch that was sent again on a busy machine, and was there already
            database["bells"].insert_many([_entry(number, people, each, now) for number in some], ordered=False)
    there = database["bells"].estimated_document_count()
    assert there == stored, f"{there} entries instead of {stored}"
    for _ in range(50):
        _announce(database)


def _entry(number: int, people: int, each: int, now: Any) -> dict[str, Any]:
    place, at = number // people, now - timedelta(days=DAYS * (number // people + 1) / each)
    about = {"type": "discussion", "id": f"discussion-{number}", "title": toy.TITLE}
    told = {"kind": "reply", "reason": "you-wrote", "actor": "chloe", "event": "e", "happened": at}
    ring = Ring(person=f"person-{number % people}", course=toy.COURSE, about=about, **told)
    unread = {} if place % 10 == 0 else {"unread": False, "seen": True}
    return bells.entry(ring, at, shown=True) | unread


def _time(look: Callable[[str], Any]) -> float:
    began = perf_counter()
    for number in range(ASKED_AGAIN):
        look(f"person-{number}")
    return (perf_counter() - began) * 1000 / ASKED_AGAIN


def _examined(database: Database, find: dict[str, Any]) -> int:
    explained = database.command({"explain": find, "verbosity": "executionStats"})
    return int(explained["executionStats"]["totalDocsExamined"])


class _Finds(monitoring.CommandListener):
    """Notes the queries of a block."""

    def __init__(self) -> None:
        self._noted: list[dict[str, Any]] | None = None

    @contextmanager
    def noted(self) -> Iterator[list[dict[str, Any]]]:
        self._noted = []
        yield self._noted
        self._noted = None

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        if self._noted is not None and event.command_name == "find":
            kept = ("find", "filter", "sort", "limit", "projection")
            self._noted.append({name: event.command[name] for name in kept if name in event.command})

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        """Noted when it started."""

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """Noted when it started."""
