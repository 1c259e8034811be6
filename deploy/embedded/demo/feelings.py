"""The story as reporting is told it: how each stage felt, and the report that is published half way."""

import random
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from kit.unit_of_work import Work
from reporting.commands import bilans, pulses
from reporting.schemas import bilans as bilan_shapes
from reporting.schemas import pulses as pulse_shapes

from embedded.demo import load
from embedded.demo.steps import FACILITATORS, Run, Step, Told

COURSE = load("course")["id"]
SOON_AFTER = 2.5  # days between the opening of a stage and what people tell of it
VOICES = range(FACILITATORS, 124)


def feelings() -> Iterator[Step]:
    opened = {each["number"]: each["opens_day"] for each in load("course")["stages"]}
    for number, told in load("feelings").items():
        yield Step(f"feelings/{number}", opened[number] + SOON_AFTER, "reporting", _telling(number, told), after=number)


def report() -> Step:
    """Published once reporting knows all that was told before."""
    return Step("report", -0.01, "reporting", _publishing)


def _telling(number: int, content: dict[str, Any]) -> Run:
    """Each in the story's own words for it; who speaks, and of which mood, is drawn from one seed."""

    def run(work: Work, told: Told) -> int:
        draw, about = random.Random(number), {"type": "stage", "id": told.made[f"stage/{number}"]}
        moods = [mood for mood, count in enumerate(content["moods"], 1) for _ in range(count)]
        draw.shuffle(moods)
        sentences = iter(content["sentences"])
        for voice, mood in zip(draw.sample(VOICES, len(moods)), moods, strict=True):
            words = draw.sample(content["words"], draw.choice((1, 2, 2, 3)))
            form = {"about": about, "mood": mood, "words": words} | (next(sentences, {}) if mood > 2 else {})
            pulses.record(work, told.person(voice), COURSE, **pulse_shapes.NewPulse().load(form))
        return len(moods)

    return run


def _publishing(work: Work, told: Told) -> str:
    course = load("course")
    first = told.moment(course["starts_on_day"])
    form = course["report"] | {"first": f"{first:%Y-%m-%d}", "last": f"{told.began - timedelta(days=1):%Y-%m-%d}"}
    made = bilans.publish(work, told.person(0), COURSE, **bilan_shapes.NewBilan().load(form | {"language": "fr"}))
    return made["id"]
