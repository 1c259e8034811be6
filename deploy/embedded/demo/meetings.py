"""Who comes to the sessions of the story, live at their very hour or later, as enrolment is told it."""

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

from enrolment import commands
from kit.unit_of_work import Work

from embedded.demo import load
from embedded.demo.beginnings import ANNOUNCED, at_lunchtime
from embedded.demo.steps import FACILITATORS, Run, Step, Told

REGISTERED, LIVE, LATER = 56, 37, 11
VOICES = range(FACILITATORS, 124)
ON_TIME = timedelta(minutes=4)


def meetings() -> Iterator[Step]:
    for number, each in enumerate(load("course")["sessions"], start=1):
        name, people = f"session/{number}", random.Random(number).sample(VOICES, REGISTERED + LATER)
        registered, later = people[:REGISTERED], people[REGISTERED:]
        registering = _doing(name, registered, commands.register)
        yield Step(f"{name}/registered", ANNOUNCED + number / 10, "enrolment", registering)
        if (day := each["starts_day"]) < 0:
            coming = _doing(name, registered[:LIVE], commands.attend, how="live")
            yield Step(f"{name}/live", day, "enrolment", coming, moment=_begun(day))
        if each["recording"]:
            watching = _doing(name, later, commands.attend, how="later")
            yield Step(f"{name}/later", -0.2, "enrolment", watching)


def _begun(day: float) -> Callable[[Told], datetime]:
    return lambda told: at_lunchtime(told.moment(day), is_to_come=False) + ON_TIME


def _doing(name: str, people: list[int], command: Callable[..., Any], **how: str) -> Run:
    def run(work: Work, told: Told) -> int:
        for one in people:
            command(work, told.person(one), told.made[name], **how)
        return len(people)

    return run
