"""Telling people: an announcement to 100,000, an answer with 3,200 watchers, and bells among 1,000,000 stored.

What a bell touches is what the database says that it examined (`explain`), query by query.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from time import perf_counter
from typing import Any

from kit import service
from kit.consumer import take_effect
from kit.event import Event, new_id
from notifications import views
from pymongo.database import Database

from tests.bench import crowd, toy
from tests.bench.ground import Ground
from tests.bench.measure import Measure, typical
from tests.touched import Finds

MANY, FEW, WATCHERS, STORED, PEOPLE = 100_000, 100, 3_200, 1_000_000, 10_000
THIS = service.load("notifications")
ASKED_AGAIN = 20
numbers = count(1)


def measures(ground: Ground) -> list[Measure]:
    return [*_announcing(ground), *_answering(ground), *_looking(ground)]


def _announcing(ground: Ground) -> Iterator[Measure]:
    large, small = ground.fresh(THIS, "large"), ground.fresh(THIS, "small")
    for database, size in ((large, ground.amount(MANY)), (small, FEW)):
        crowd.enrol(database, size)
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
    finds, database = Finds(), ground.fresh(THIS, "stored")
    _fill(ground, database)
    with finds.client(ground.urls.mongo) as listening:
        keys = {"_id": database["bells"].find_one({}, {"_id": 1})["_id"]}  # type: ignore[index]
        looks: dict[str, Callable[[Database, str], Any]] = {
            "unread count": lambda among, person: views.unread(among, person, toy.COURSE),
            "first page": lambda among, person: views.page_of_bells(among, person, toy.COURSE, 20, None),
        }
        for name, look in looks.items():
            touched = finds.touched(listening[database.name], partial(look, listening[database.name], "person-7"))
            bare = partial(_in_ms, lambda _: database["bells"].find_one(keys))
            figures = ground.in_turn(name, partial(_in_ms, partial(look, database)), bare)
            told = f"{name} among 1,000,000 stored"
            yield Measure(f"{told}, beside find by key", "ms", *figures, asked=5, at_most=True)
            yield Measure(f"{told}, touched", "documents", [float(touched)], asked=100, at_most=True)


def _fill(ground: Ground, database: Database) -> None:
    """Entries of many people; then everything is announced fifty times to some of them."""
    people = ground.amount(PEOPLE)
    crowd.enrol(database, min(people, 100))
    crowd.ring_for(ground, database, ground.amount(STORED), people)
    for _ in range(50):
        _announce(database)


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


def _in_ms(look: Callable[[str], Any]) -> float:
    return 1000 * typical(lambda number: look(f"person-{number}"), ASKED_AGAIN)
