"""The controversies of the story: who stands where, what they argue, who thinks again, what remains.

What many do at once is one step, so that the seeding stays quick. Who takes which stance is drawn from one seed.
"""

import random
from collections.abc import Iterator
from typing import Any

from forum import commands
from forum.schemas import controversies as shapes
from kit.unit_of_work import Work

from embedded.demo import load
from embedded.demo.steps import FACILITATORS, Run, Step, Told, form_of

VOICES = range(FACILITATORS, 124)
Content = dict[str, Any]


def stances() -> Iterator[Step]:
    for number, each in enumerate(load("life")["controversies"]):
        yield from _debate(number, each)


def _debate(number: int, content: Content) -> Iterator[Step]:
    asked, name = load("controversies")[number], f"controversy/{number}"
    first, last = asked["opens_day"], min(asked["closes_day"], -0.02)
    voices = _drawn(number, content)
    yield Step(f"{name}/stances", first + 0.2 * (last - first), "forum", _taking_stances(name, voices))
    yield Step(f"{name}/arguments", first + 0.4 * (last - first), "forum", _arguing(name, content))
    yield Step(f"{name}/thoughts", first + 0.8 * (last - first), "forum", _thinking_again(name, content, voices))
    if asked["closes_day"] < 0:
        yield Step(f"{name}/close", asked["closes_day"], "forum", _concluding(name, asked, content))


def _drawn(number: int, content: Content) -> list[tuple[int, int]]:
    """Who takes part, and where each of them begins; those who argue are among them."""
    rng = random.Random(number)
    authors = [each["author"] for each in content["arguments"]]
    others = rng.sample([one for one in VOICES if one not in authors], sum(content["lean"]) - len(authors))
    steps = [step - 2 for step, count in enumerate(content["lean"]) for _ in range(count)]
    rng.shuffle(steps)
    return list(zip([*authors, *others], steps, strict=True))


def _taking_stances(name: str, voices: list[tuple[int, int]]) -> Run:
    def run(work: Work, told: Told) -> int:
        reasons = load("life")["reasons"]
        for voice, step in voices:
            kind = reasons["against" if step < 0 else "for" if step > 0 else "undecided"]
            form = {"stance": step, "reason": kind[voice % len(kind)], "public": voice % 9 == 0}
            controversy = _controversy(work, told, name)
            commands.take_stance(work, told.person(voice), controversy, **shapes.NewStance().load(form))
        return len(voices)

    return run


def _arguing(name: str, content: Content) -> Run:
    def run(work: Work, told: Told) -> list[str]:
        controversy = _controversy(work, told, name)
        made = []
        for each in content["arguments"]:
            author, words = told.person(each["author"]), form_of(shapes.NewArgument, each)
            made.append(commands.make_argument(work, author, controversy, **words)["_id"])
        return made

    return run


def _thinking_again(name: str, content: Content, voices: list[tuple[int, int]]) -> Run:
    """Most find the arguments of their side convincing, some the one that wins; one in three is moved."""

    def run(work: Work, told: Told) -> int:
        controversy, arguments = _controversy(work, told, name), told.made[f"{name}/arguments"]
        words, rng = load("life")["second_thoughts"], random.Random(name)
        for at, (voice, step) in enumerate(voices[len(arguments) :]):
            for number in _convincing(content, step, rng):
                commands.be_convinced(work, told.person(voice), arguments[number], holds=True)
            drift, mover = (
                (-content["drift"], 1 - content["wins"]) if at % 12 == 0 else (content["drift"], content["wins"])
            )
            new = max(-2, min(2, step + drift))
            if at % 3 == 0 and new != step:
                form = {"stance": new, "reason": words[at % len(words)], "moved_by": arguments[mover]}
                commands.revise_stance(work, told.person(voice), controversy, **shapes.RevisedStance().load(form))
        return len(voices)

    return run


def _convincing(content: Content, step: int, rng: random.Random) -> list[int]:
    """The numbers of the arguments that convince somebody who stands there: nearly all of their side, few others."""
    mine = "for" if step > 0 or (step == 0 and rng.random() < 0.5) else "against"
    shares = [0.9 if each["side"] == mine else 0.1 for each in content["arguments"]]
    shares[content["wins"]] = max(shares[content["wins"]], 0.4)
    return [number for number, share in enumerate(shares) if rng.random() < share]


def _concluding(name: str, asked: Content, content: Content) -> Run:
    def run(work: Work, told: Told) -> str:
        controversy, facilitator = _controversy(work, told, name), told.person(asked["author"])
        commands.close_controversy(work, facilitator, controversy)
        words = form_of(shapes.NewConclusion, {"body": content["conclusion"]})
        commands.conclude_controversy(work, facilitator, controversy, **words)
        return controversy

    return run


def _controversy(work: Work, told: Told, name: str) -> str:
    """The controversy that is debated in a discussion of the story."""
    found = work.find_one("discussions", told.made[name])
    assert found is not None, "a controversy is opened with its discussion"
    return found["controversy"]
