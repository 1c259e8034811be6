"""What reporting does when something happened: count it, keep it, tell the new figures."""

from datetime import datetime

from kit.event import Event
from kit.reactions import Reactions
from kit.unit_of_work import Work
from kit.views import Views

from reporting import events, store

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
def keep_the_events(batch: list[Event], work: Work) -> None:
    store.append(work, batch)


@on.effect(*events.COUNTED)
def tell_the_figures(batch: list[Event], work: Work) -> None:
    last = {event.data["course"]: event for event in batch}
    for course, event in sorted(last.items()):
        figures = store.figures(work, course)
        version = store.next_version(work, course)
        told = {"course": course, "figures": figures}
        work.emit(events.FIGURES_UPDATED, told, aggregate=f"figures/{course}", sequence=version, because=event)
