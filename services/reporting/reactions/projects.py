"""Projects, their teams, their phases, and those of which nothing is heard."""

from kit.event import Event
from kit.views import Views

from reporting import events
from reporting.reactions.registry import acted, call, count, of_course, on


@on.view(events.PROJECT_DECLARED)
def count_the_project(event: Event, views: Views) -> None:
    data = event.data
    facts = {name: data[name] for name in ("theme", "continent")}
    of_course(event, views, "projects", data["project"], declared_at=event.time, last_at=event.time, **facts)
    _latest(event, views)
    acted(event, views, data["author"])
    count(event, views, "projects")


@on.view(events.PROJECT_UPDATED)
def know_the_phase(event: Event, views: Views) -> None:
    of_course(event, views, "projects", event.data["project"], last_at=event.time)
    views.count("projects", event.data["project"], {"updates": 1})
    _latest(event, views)
    acted(event, views, event.data["by"])
    count(event, views, "project_updates")


def _latest(event: Event, views: Views) -> None:
    views.latest("projects", event.data["project"], event.sequence, {"phase": event.data["phase"]}, version="phase_of")
    call(event, views, "projects", event.data["project"])


@on.view(events.PROJECT_JOINED)
def count_who_joined(event: Event, views: Views) -> None:
    of_course(event, views, "projects", event.data["project"], last_at=event.time)
    views.count("projects", event.data["project"], {"joined": 1})
    acted(event, views, event.data["learner"])
    count(event, views, "project_joins")


@on.view(events.PROJECT_LEFT)
def count_who_left(event: Event, views: Views) -> None:
    of_course(event, views, "projects", event.data["project"])
    views.count("projects", event.data["project"], {"joined": -1})


@on.view(events.PROJECT_WENT_QUIET)
def know_that_it_is_quiet(event: Event, views: Views) -> None:
    of_course(event, views, "projects", event.data["project"], quiet_at=event.time)


@on.view(events.PROJECT_GLIMPSED)
def count_the_glimpse(event: Event, views: Views) -> None:
    acted(event, views, event.data["author"])
    count(event, views, "glimpses")
