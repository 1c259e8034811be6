"""What reporting does when something happened: count it, keep it, tell the new figures."""

from datetime import datetime

from kit.event import Event
from kit.reactions import Reactions
from kit.unit_of_work import Work
from kit.views import Views

from reporting import events, store

COUNTED = {fact.type for fact in events.COUNTED}
on = Reactions()


@on.view(events.LEARNER_ENROLLED)
def count_the_learner(event: Event, views: Views) -> None:
    if event.data["role"] == "learner":
        _count(event, views, "enrolled", **{f"continents.{event.data['continent']}": 1})


@on.view(events.DISCUSSION_OPENED)
def count_the_discussion(event: Event, views: Views) -> None:
    _count(event, views, "discussions")


@on.view(events.POST_PUBLISHED)
def count_the_post(event: Event, views: Views) -> None:
    _count(event, views, "posts")
    discussion = event.data["discussion"]
    views.put("activity", discussion, {"course": event.data["course"]})
    views.highest("activity", discussion, {"last_at": event.time})


@on.view(events.CONTROVERSY_OPENED)
def count_the_controversy(event: Event, views: Views) -> None:
    _count(event, views, "controversies")


@on.view(events.PROJECT_DECLARED)
def count_the_project(event: Event, views: Views) -> None:
    _count(event, views, "projects")


def _count(event: Event, views: Views, what: str, **more: int) -> None:
    course, day = event.data["course"], _midnight(event.time)
    views.count("figures", course, {what: 1} | more)
    views.highest("figures", course, {"updated_at": event.time})
    key = f"{course}/{day:%Y-%m-%d}"
    views.put("days", key, {"course": course, "day": day})
    views.count("days", key, {what: 1})


def _midnight(time: datetime) -> datetime:
    return time.replace(hour=0, minute=0, second=0, microsecond=0)


@on.effect(*events.PUBLIC)
def keep_the_events_and_tell_the_figures(batch: list[Event], work: Work) -> None:
    """One effect for both: each reads its counter, and every round trip is between a post and its figure."""
    counted = {event.data["course"]: event for event in batch if event.type in COUNTED}
    figures = {course: store.figures(work, course) for course in sorted(counted)}
    counters = store.counters(work, counted)
    store.append(work, counters, batch)
    for course, told in figures.items():
        version = store.next_version(work, counters, course)
        data = {"course": course, "figures": told}
        work.emit(
            events.FIGURES_UPDATED, data, aggregate=f"figures/{course}", sequence=version, because=counted[course]
        )
