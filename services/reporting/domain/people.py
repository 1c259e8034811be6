"""Whom the course reaches: who is there, who is active, who comes back, from where."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from reporting.domain import Document, Read
from reporting.domain.numbers import ranked, share, week

WEEK = timedelta(days=7)
SMALL = ("1-9", "10-49")
"""Sizes of an organisation in which nobody has innovation as their only job."""
DEPARTMENTS = 101
BY = ("country", "continent", "department", "organisation_kind", "organisation_size")


def summary(read: Read, now: datetime) -> dict[str, Any]:
    """Learners only: facilitators and reporters are not who the course is for."""
    learners = [one for one in read("people") if one.get("role") == "learner"]
    there = [one for one in learners if not one.get("left")]
    active = [one for one in there if acted_within(one, now.date() - WEEK, now.date())]
    returning = [one for one in active if acted_within(one, date.min, now.date() - WEEK)]
    return {
        "enrolled": len(learners),
        "left": len(learners) - len(there),
        "active_this_week": len(active),
        "returning": len(returning),
        "active_share": share(len(active), len(there)),
        **{f"by_{name}": ranked(one.get(name) for one in there) for name in BY},
        "reach": reach(there),
        "cohorts": cohorts(learners, now.date()),
    }


def reach(people: list[Document]) -> dict[str, Any]:
    """Small and isolated places: an organisation of fewer than 50 is small; who is alone there on the subject, and
    whose place is isolated, enrolment says. A French department is reached when somebody there is enrolled."""
    small = [one for one in people if one.get("organisation_size") in SMALL]
    alone = [one for one in people if one.get("alone")]
    isolated = [one for one in people if one.get("isolated")]
    both = [one for one in small if one.get("alone")]
    departments = {one["department"] for one in people if one.get("country") == "FR" and one.get("department")}
    return {
        "small": len(small),
        "small_share": share(len(small), len(people)),
        "alone": len(alone),
        "alone_share": share(len(alone), len(people)),
        "small_and_alone": len(both),
        "isolated": len(isolated),
        "isolated_share": share(len(isolated), len(people)),
        "countries": len({one.get("country") for one in people if one.get("country")}),
        "departments_reached": len(departments),
        "departments_share": share(len(departments), DEPARTMENTS),
    }


def cohorts(learners: Iterable[Document], today: date) -> list[dict[str, Any]]:
    """By week of enrolment: how many, and how many of them were active in the same week, the next, and so on."""
    found: dict[date, list[Document]] = {}
    for one in learners:
        if "enrolled_at" in one:
            enrolled = one["enrolled_at"].date()
            found.setdefault(enrolled - timedelta(days=enrolled.weekday()), []).append(one)
    return [_cohort(monday, people, today) for monday, people in sorted(found.items())]


def _cohort(monday: date, people: list[Document], today: date) -> dict[str, Any]:
    weeks = [_mondays(one) for one in people]
    passed = max(0, (today - monday).days // 7)
    active = [sum(monday + number * WEEK in one for one in weeks) for number in range(min(passed, 25) + 1)]
    return {"week": week(monday), "enrolled": len(people), "active": active}


def _mondays(person: Document) -> set[date]:
    days = map(date.fromisoformat, person.get("acts", {}))
    return {day - timedelta(days=day.weekday()) for day in days}


def acted_within(person: Document, after: date, last: date) -> bool:
    """Whether somebody did something on a day later than one, up to another."""
    first, end = after.isoformat(), last.isoformat()
    return any(first < day <= end for day in person.get("acts", {}))
