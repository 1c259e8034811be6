"""Imports: how quickly 10,000 learners of a file are enrolled, beside a bare insert_many of what that writes."""

from functools import partial

from enrolment import commands
from enrolment.service import service
from kit.event import new_id
from kit.identity import Person
from kit.unit_of_work import transact
from pymongo.database import Database

from tests.bench.ground import Ground, stopwatch
from tests.bench.measure import Measure

LEARNERS = 10_000
WRITTEN = ("people", "enrolments", "outbox")
HEAD = "name,email,country,department,organisation,kind,size,alone,hopes"
COURSE = {"id": "the-course", "title": "A course", "summary": "x", "language": "fr"}


def measures(ground: Ground) -> list[Measure]:
    count = ground.amount(LEARNERS)
    figures = ground.in_turn("imports", partial(_ours, ground, count), partial(_bare, ground, count))
    return [Measure("import of learners, beside a bare insert_many of the same", "learners/s", *figures, asked=1 / 3)]


def _ours(ground: Ground, count: int) -> float:
    database = ground.fresh(service, "imports")
    operator = Person("operator", {}, operator=True)
    _open_course(database, operator)
    body = _sheet(count)
    transact(database, lambda work: commands.begin_import(work, operator, COURSE["id"], body, "fr", False), deadline=5)
    with stopwatch() as seconds:
        commands.go_through_imports(database, ground.settings)
    assert database["imports"].find_one({})["counts"]["created"] == count  # type: ignore[index]
    return count / seconds()


def _bare(ground: Ground, count: int) -> float:
    """The same documents as ours has just written, into the same indexes."""
    written = {name: list(ground.mongo[f"{ground.namespace}_imports"][name].find()) for name in WRITTEN}
    database = ground.fresh(service, "bare_imports")
    with stopwatch() as seconds:
        for name, documents in written.items():
            database[name].insert_many(documents)
    assert database["enrolments"].count_documents({}) == count
    return count / seconds()


def _open_course(database: Database, operator: Person) -> None:
    from enrolment.schemas.requests import NewCourse

    opened = NewCourse().load(COURSE | {"starts_on": "2026-06-01"})
    transact(database, lambda work: commands.open_course(work, operator, **opened), deadline=5)


def _sheet(count: int) -> bytes:
    unique = new_id()
    rows = (
        f"Somebody {number},s{number}.{unique}@demo.example,FR,{number % 19 + 1:02},Commune {number % 500},commune,"
        f"{('1-9', '10-49', '50-249')[number % 3]},{('oui', 'non')[number % 2]},Apprendre avec d'autres"
        for number in range(count)
    )
    return "\n".join([HEAD, *rows]).encode()
