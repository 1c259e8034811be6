"""The story as forum is told it: who thanks for a message, and which answer a question was waiting for."""

import random
from collections.abc import Iterator
from typing import Any

from forum import commands
from kit.unit_of_work import Work

from embedded.demo import load
from embedded.demo.steps import FACILITATORS, Run, Step, Told

VOICES = range(FACILITATORS, 124)
HOW_MANY = (0, 0, 1, 1, 2, 3)
SOON_AFTER = 0.02
"""Days between the last message of a discussion and the thanks for all of its messages."""


def gratitude() -> Iterator[Step]:
    discussions = load("discussions")
    for number, each in enumerate(discussions):
        if each["posts"]:
            day = min(each["posts"][-1]["day"] + SOON_AFTER, -SOON_AFTER / 2)
            yield Step(f"thanks/{number:02}", day, "forum", _thanking(number, each["posts"]))
    for number, post in load("life")["answers"].items():
        day = _taken_up(discussions[number], post) + SOON_AFTER
        yield Step(f"answer/{number:02}", day, "forum", _accepting(number, discussions[number]["author"], post))


def _taken_up(discussion: dict[str, Any], post: int) -> float:
    """The day on which whoever asked comes back to what was answered."""
    later = [one["day"] for one in discussion["posts"][post:] if one["author"] == discussion["author"]]
    return later[0] if later else discussion["posts"][-1]["day"]


def _thanking(number: int, posts: list[dict[str, Any]]) -> Run:
    """How many thank for which message, and who, is drawn from one seed."""

    def run(work: Work, told: Told) -> int:
        draw, thanks = random.Random(number), 0
        for at, post in enumerate(posts):
            for voice in draw.sample([one for one in VOICES if one != post["author"]], draw.choice(HOW_MANY)):
                commands.thank(work, told.person(voice), told.made[f"discussion/{number:02}/post/{at:02}"])
                thanks += 1
        return thanks

    return run


def _accepting(number: int, author: int, post: int) -> Run:
    def run(work: Work, told: Told) -> str:
        answer = told.made[f"discussion/{number:02}/post/{post:02}"]
        discussion = told.made[f"discussion/{number:02}"]
        return commands.accept_answer(work, told.person(author), discussion, post=answer)["_id"]

    return run
