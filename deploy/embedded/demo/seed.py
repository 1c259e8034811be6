"""Tells the story of the demo course to the services, once: through their commands, each at its moment in the past.

Every step is remembered in the transaction that it is, so a seeding that was interrupted goes on where it stopped,
with the same people and the same days. Nothing is written but by commands: bells and figures come through the events.
"""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import Any, Protocol

from kit import outbox
from kit.settings import settings
from kit.unit_of_work import Work, connect, transact
from pymongo import MongoClient
from pymongo.database import Database
from reporting.events import FIGURES_UPDATED

from embedded.demo import beginnings, feelings, gratitude, life, load, meetings, pictures, talk
from embedded.demo.steps import Step, Told
from embedded.waiting import until

MEMORY, TOLD = "demo", ("enrolment", "forum", "reporting")
PATIENCE = 60.0
Progress = Callable[[int, int], None]


class Stores(Protocol):
    """Whatever leads to the services' databases: an embedded house, or the addresses of another."""

    def database(self, name: str) -> Database: ...


class Databases:
    """Those of the house at BASCULE_MONGO_URL."""

    def database(self, name: str) -> Database:
        return self._client[settings().database(name)]

    @cached_property
    def _client(self) -> MongoClient:
        return connect(settings().mongo_url)


def seed(house: Stores, count: int, progress: Progress) -> bool:
    """Tell what was not told yet; False when all of it was. `progress` is told the steps done, and how many there are.

    `count` is that of the first time, whatever it is now.
    """
    memories = {name: house.database(name)[MEMORY] for name in TOLD}
    made = {one["_id"]: one["made"] for memory in memories.values() for one in memory.find()}
    if "the end" in made:
        return False
    began = made.get("the beginning") or _begin(house, count)
    told = Told(began["at"], made)
    steps = [step for step in story(began["count"]) if step.name not in made]
    for number, step in enumerate(steps):
        progress(number, len(steps))
        _tell(house, step, told)
    memories["enrolment"].insert_one({"_id": "the end", "made": True})
    return True


def story(count: int) -> list[Step]:
    """All steps in order, `count` learners among them."""
    course = [*beginnings.stages(), *beginnings.sessions(), *meetings.meetings(), *pictures.drawings()]
    course += feelings.feelings()
    dated = [*course, *talk.debates(), *gratitude.gratitude(), *talk.projects(), *life.life()]
    return [*beginnings.people(count), *_in_order(dated), feelings.report()]


def _in_order(steps: list[Step]) -> Iterator[Step]:
    """By time; whatever forum is told waits until it knows the stage that was open then."""
    stage = None
    for step in sorted(steps, key=lambda step: step.day):
        if step.name.startswith("stage/") and step.day > beginnings.ANNOUNCED:
            stage = int(step.name.removeprefix("stage/"))
        yield step._replace(after=stage) if step.service == "forum" else step


def _begin(house: Stores, count: int) -> dict[str, Any]:
    for name in TOLD:
        if MEMORY not in house.database(name).list_collection_names():
            house.database(name).create_collection(MEMORY)
    now = datetime.now(UTC)
    began = {"at": now.replace(microsecond=now.microsecond // 1000 * 1000), "count": count}
    house.database("enrolment")[MEMORY].insert_one({"_id": "the beginning", "made": began})
    return began


def _tell(house: Stores, step: Step, told: Told) -> None:
    if step.after:
        _wait_for_stage(house.database(step.service), step.after)
    if step.service == "reporting" and not step.after:
        _wait_for_all(house)
    if step.brings:
        step.brings(house.database(step.service), told)
    run = partial(_once, step, told)
    now = step.moment(told) if step.moment else told.moment(step.day)
    made = transact(house.database(step.service), run, deadline=PATIENCE, now=now)
    told.made[step.name] = made


def _once(step: Step, told: Told, work: Work) -> Any:
    known = work.find_one(MEMORY, step.name) if work.attempt else None
    if known:
        return known["made"]
    made = step.run(work, told)
    work.insert(MEMORY, {"_id": step.name, "made": made})
    return made


def _wait_for_stage(database: Database, number: int) -> None:
    stage = {"course": load("course")["id"], "number": number}
    sentence = f"{database.name} has not heard of stage {number} within {PATIENCE:.0f} s."
    until(lambda: database["stages"].find_one(stage), PATIENCE, sentence)


def _wait_for_all(house: Stores) -> None:
    """Until reporting keeps the last that each has told: what one service tells comes in its order."""
    told: dict[str, Any] = {"private": False, "type": {"$ne": FIGURES_UPDATED.type}}  # which alone is not kept
    newest = [house.database(name)[outbox.COLLECTION].find_one(told, sort=[("_id", -1)]) for name in TOLD]
    last, kept = [one["_id"] for one in newest if one], house.database("reporting")["events"]

    def is_kept() -> bool:
        return all(kept.find_one({"id": one}, {"_id": 1}) for one in last)

    until(is_kept, PATIENCE, f"Reporting has not heard the whole story within {PATIENCE:.0f} s.")
