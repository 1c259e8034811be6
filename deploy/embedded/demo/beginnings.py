"""The story as enrolment is told it: the course, its people, its stages and its sessions.

What the commands get went through the same shapes as a request, so wrong content fails here and not on a page.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from enrolment import commands
from enrolment.schemas import published as published_shapes
from enrolment.schemas import requests as shapes
from enrolment.schemas import sessions as session_shapes
from enrolment.schemas import stages as stage_shapes
from kit.identity import Person
from kit.unit_of_work import Work

from embedded.demo import load
from embedded.demo.people import learners
from embedded.demo.steps import FACILITATORS, Step, Told

AT_ONCE = 300
BEFORE_ALL, ANNOUNCED = -28.0, -27.0
FRIDAY = 4
SOON_AFTER = 0.1  # days between a session and its recording
COURSE = load("course")["id"]


def people(count: int) -> Iterator[Step]:
    """Whoever opens the course, the course, the facilitators and `count` learners."""
    yield Step("operator", BEFORE_ALL, "enrolment", _grant)
    yield Step("course", BEFORE_ALL, "enrolment", _open_course)
    everybody = learners(count + FACILITATORS)
    starts = [0, *range(FACILITATORS, len(everybody), AT_ONCE), len(everybody)]
    for number, (start, end) in enumerate(pairwise(starts)):
        role = "learner" if number else "facilitator"
        yield Step(f"people/{number:03}", ANNOUNCED, "enrolment", _enrolling(everybody[start:end], role))
        if not number:  # on the notice board before anybody comes, so that no mail has to tell of it
            yield Step("announcement", BEFORE_ALL, "enrolment", _announcing)


def stages() -> Iterator[Step]:
    for each in load("course")["stages"]:
        day = each["opens_day"] if each["opens_day"] < 0 else ANNOUNCED
        yield Step(f"stage/{each['number']}", day, "enrolment", _publishing(each))


def sessions() -> Iterator[Step]:
    for number, each in enumerate(load("course")["sessions"], start=1):
        yield Step(f"session/{number}", ANNOUNCED, "enrolment", _scheduling(each))
        if each["recording"]:
            day = each["starts_day"] + SOON_AFTER
            yield Step(f"recording/{number}", day, "enrolment", _recording(number, each["recording"]))


def _grant(work: Work, told: Told) -> str:
    first = learners(1)[0]
    return commands.grant(work, first["email"], "operator", name=first["name"])


def _open_course(work: Work, told: Told) -> str:
    course = load("course")
    form = {name: course[name] for name in ("id", "title", "summary", "language")}
    form["starts_on"] = f"{told.moment(course['starts_on_day']):%Y-%m-%d}"
    operator = Person(told.made["operator"], {}, operator=True)
    return commands.open_course(work, operator, **shapes.NewCourse().load(form))["_id"]


def _announcing(work: Work, told: Told) -> str:
    said = published_shapes.NewAnnouncement().load(load("course")["announcement"])
    first = Person(told.made["people/000"][0], {COURSE: ("facilitator",)})  # the others are not enrolled yet
    return commands.publish_announcement(work, first, COURSE, **said)["_id"]


def _enrolling(people: list[dict[str, Any]], role: str) -> Callable[[Work, Told], list[str]]:
    def run(work: Work, told: Told) -> list[str]:
        rows = [shapes.ImportedLearner().load(_form(person, told)) for person in people]
        return [one.person for one in commands.enrol(work, COURSE, rows, role=role)]

    return run


def _form(person: dict[str, Any], told: Told) -> dict[str, Any]:
    filled = {name: value for name, value in person.items() if name != "day"}
    enrolled_at = told.moment(person["day"]).isoformat()
    return filled | {"language": "fr", "consent": {"terms": True}, "enrolled_at": enrolled_at}


def _publishing(stage: dict[str, Any]) -> Callable[[Work, Told], str]:
    def run(work: Work, told: Told) -> str:
        form = {name: stage[name] for name in ("number", "title", "summary")}
        form["content"] = load("stages")[stage["number"]]
        form["opens_at"] = told.moment(stage["opens_day"]).isoformat()
        published = commands.publish_stage(work, told.person(0), COURSE, **stage_shapes.NewStage().load(form))
        commands.open_due_stages(work)  # in the same transaction: or a duty would open it now, not then
        return published["_id"]

    return run


def _scheduling(session: dict[str, Any]) -> Callable[[Work, Told], str]:
    def run(work: Work, told: Told) -> str:
        form = {name: session[name] for name in ("title", "summary", "minutes")}
        form["starts_at"] = at_lunchtime(
            told.moment(session["starts_day"]), is_to_come=session["starts_day"] > 0
        ).isoformat()
        return commands.schedule_session(work, told.person(0), COURSE, **session_shapes.NewSession().load(form))["_id"]

    return run


def at_lunchtime(moment: datetime, *, is_to_come: bool) -> datetime:
    """On a working day, whenever the demo was begun: the next one of what is to come, the last one of what is over."""
    noon, day = moment.replace(hour=11, minute=30, second=0, microsecond=0), timedelta(days=1 if is_to_come else -1)
    while noon.weekday() > FRIDAY or (noon > moment and not is_to_come):
        noon += day
    return noon


def _recording(number: int, url: str) -> Callable[[Work, Told], str]:
    def run(work: Work, told: Told) -> str:
        session = told.made[f"session/{number}"]
        return commands.record_session(
            work, told.person(0), session, **session_shapes.NewRecording().load({"url": url})
        )["_id"]

    return run
