"""The story as forum is told it, beyond talking: teams and what they do, hands given, contacts and glimpses."""

from collections.abc import Callable, Iterator
from typing import Any

from forum import commands
from forum.schemas import help as hands
from forum.schemas import projects as making
from kit.unit_of_work import Work

from embedded.demo import load
from embedded.demo.debates import stances
from embedded.demo.steps import Run, Step, Told, form_of

COURSE = load("course")["id"]
PATIENT, USUAL = 90, 14
"""Days of quiet: while the past is told no project is nudged, since what comes next is not told yet."""
Content = dict[str, Any]


def life() -> Iterator[Step]:
    yield _step("rules/patient", -19.9, lambda work, told: _set_quiet_days(work, told, PATIENT))
    yield from stances()
    yield from _teams()
    yield from _hands()
    yield from _meetings()
    yield _step("rules/usual", -0.01, lambda work, told: _set_quiet_days(work, told, USUAL))


def _step(name: str, day: float, run: Run) -> Step:
    return Step(name, day, "forum", run)


def _set_quiet_days(work: Work, told: Told, days: int) -> bool:
    return bool(commands.set_rules(work, told.person(0), COURSE, quiet_after_days=days))


def _teams() -> Iterator[Step]:
    told_of = load("life")
    for number, each in enumerate(told_of["teams"]):
        yield _step(f"team/{number}", each["day"], _joining(each))
    acts = (("phases", commands.change_phase, making.NewPhase), ("news", commands.tell_news, making.NewNews))
    for kind, command, shape in (*acts, ("needs", commands.add_need, making.NewNeed)):
        for number, each in enumerate(told_of[kind]):
            yield _step(f"{kind}/{number}", each["day"], _working(each, command, shape))


def _joining(content: Content) -> Run:
    def run(work: Work, told: Told) -> int:
        for person in content["people"]:
            commands.join_project(work, told.person(person), told.made[f"project/{content['project']:02}"])
        return len(content["people"])

    return run


def _working(content: Content, command: Callable[..., Any], shape: Any) -> Run:
    def run(work: Work, told: Told) -> str:
        author = told.person(load("projects")[content["project"]]["author"])
        project = told.made[f"project/{content['project']:02}"]
        return command(work, author, project, **form_of(shape, content))["_id"]

    return run


def _hands() -> Iterator[Step]:
    for number, each in enumerate(load("life")["help"]):
        name = f"help/{number}"
        yield _step(name, each["day"], _doing(each["author"], commands.ask_for_a_hand, hands.NewRequest, each))
        for at, offer in enumerate(each["offers"]):
            offering = _about(name, offer["by"], commands.offer_a_hand, hands.NewOffer, offer)
            yield _step(f"{name}/offer/{at}", offer["day"], offering)
        if closed := each.get("closed"):
            yield _step(f"{name}/close", closed["day"], _thanking(name, each["author"], closed))


def _thanking(name: str, author: int, closed: Content) -> Run:
    def run(work: Work, told: Told) -> str:
        helpers = [told.people[one] for one in closed["helpers"]]
        form = hands.Closing().load({"outcome": "helped", "helpers": helpers, "thanks": closed["thanks"]})
        return commands.close_request(work, told.person(author), told.made[name], **form)["_id"]

    return run


def _meetings() -> Iterator[Step]:
    for number, each in enumerate(load("life")["contacts"]):
        yield _step(f"contact/{number}", each["day"], _meeting(each))
        if "accepted_day" in each:
            yield _step(f"contact/{number}/accepted", each["accepted_day"], _accepting(f"contact/{number}", each["to"]))
    for number, each in enumerate(load("life")["glimpses"]):
        telling = _doing(each["author"], commands.glimpse, making.NewGlimpse, each)
        yield _step(f"glimpse/{number}", each["day"], telling)


def _meeting(content: Content) -> Run:
    def run(work: Work, told: Told) -> str:
        form = hands.NewContact().load({"to": told.people[content["to"]], "word": content["word"]})
        return commands.ask_to_stay_in_touch(work, told.person(content["author"]), COURSE, **form)["_id"]

    return run


def _accepting(name: str, person: int) -> Run:
    return lambda work, told: commands.accept_contact(work, told.person(person), told.made[name])["_id"]


def _doing(author: int, command: Callable[..., Any], shape: Any, content: Content) -> Run:
    return lambda work, told: command(work, told.person(author), COURSE, **form_of(shape, content))["_id"]


def _about(name: str, person: int, command: Callable[..., Any], shape: Any, content: Content) -> Run:
    return lambda work, told: command(work, told.person(person), told.made[name], **form_of(shape, content))["_id"]
