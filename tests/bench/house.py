"""The whole house of real processes for one namespace, with a course of 3,200 learners that every service knows."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from embedded.processes import Processes
from embedded.services import GATEWAY, SERVICES, environment, everything, ports
from forum.domain.discussions import new_discussion
from kit.testing import House, Signer
from pymongo.database import Database

from tests import keys
from tests.bench import toy
from tests.bench.ground import Ground

LEARNERS, DISCUSSIONS = 3_200, 50
"""Discussions of one round: each round has its own, or every post would ring for more voices than the last."""
ANNA = "anna"
FOLDER = Path("var/bench/house")
HAS_GATEWAY = find_spec("gateway.stream") is not None


class Running(NamedTuple):
    """The processes at work, by name, and where to reach them."""

    processes: Processes
    names: list[str]
    ports: dict[str, int]
    signer: Signer


@contextmanager
def running(ground: Ground) -> Iterator[Running]:
    """Everything at work; tokens are the signer's, since enrolment signs none without a mail read."""
    signer, at = Signer(), ports(FOLDER)
    with House(ground.settings, SERVICES, signer) as house, keys.served(signer) as jwks:
        _course(house, discussions(ground.rounds + 1))
        env = environment(ground.urls, at, FOLDER, ground.namespace) | {"BASCULE_JWKS_URL": jwks}
        tasks = [task for task in everything(env, at) if HAS_GATEWAY or not task.name.startswith("gateway")]
        with Processes(FOLDER) as processes:
            for task in tasks:
                processes.start(*task)
            for name in (*SERVICES, *(GATEWAY if HAS_GATEWAY else ())):
                processes.wait_for(f"http://127.0.0.1:{at[name]}", timeout=60)
            yield Running(processes, [task.name for task in tasks], at, signer)


def discussion(round_: int, number: int) -> str:
    """The one in which post `number` of a round is written."""
    return f"discussion-{round_ * DISCUSSIONS + number % DISCUSSIONS:04}"


def discussions(rounds: int) -> list[str]:
    return [discussion(round_, number) for round_ in range(rounds) for number in range(DISCUSSIONS)]


def learner(number: int) -> str:
    return f"learner-{number:04}"


def _course(house: House, opened: list[str]) -> None:
    """As the services would know it by now. Anna has opened every discussion, so that every post rings her bell."""
    now, people = toy.now(), [ANNA, *map(learner, range(LEARNERS))]
    forum, notifications, reporting = (house.database(name) for name in ("forum", "notifications", "reporting"))
    forum["courses"].insert_one({"_id": toy.COURSE, "since": now})
    forum["discussions"].insert_many(
        [new_discussion(one, toy.COURSE, toy.TITLE, ANNA, None, False, now) for one in opened]
    )
    notifications["members"].insert_many(
        [{"_id": f"{toy.COURSE}/{one}", "course": toy.COURSE, "person": one, "since": now} for one in people]
    )
    notifications["people"].insert_many(
        [{"_id": one, "name": one, "email": f"{one}@example.org", "language": "fr", "sequence": 1} for one in people]
    )
    opened_by_anna(notifications, opened)
    reporting["figures"].insert_one({"_id": toy.COURSE, "enrolled": LEARNERS, "posts": 0, "updated_at": now})


def opened_by_anna(notifications: Database, discussions: list[str]) -> None:
    """What notifications knows of her: every post there rings her bell."""
    voices = [
        {"_id": f"{one}/{ANNA}", "discussion": one, "person": ANNA, "since": 1, "opened": True} for one in discussions
    ]
    notifications["voices"].insert_many(voices)
