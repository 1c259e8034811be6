"""The course itself, its stages and its drawings."""

from kit.event import Event
from kit.views import Views

from reporting import events
from reporting.reactions.registry import count, of_course, on


@on.view(events.COURSE_OPENED)
def know_the_course(event: Event, views: Views) -> None:
    facts = {name: event.data[name] for name in ("title", "language", "starts_on")}
    of_course(event, views, "courses", event.data["course"], **facts)


@on.view(events.STAGE_OPENED)
def know_the_stage(event: Event, views: Views) -> None:
    facts = {"number": event.data["number"], "title": event.data["title"]}
    of_course(event, views, "stages", event.data["stage"], **facts)
    views.lowest("stages", event.data["stage"], {"opened_at": event.time})


@on.view(events.SKETCHNOTE_PUBLISHED)
def know_the_sketchnote(event: Event, views: Views) -> None:
    about = event.data["about"]
    facts = {"title": event.data["title"], "about": f"{about.get('type', '')}/{about.get('id', '')}"}
    of_course(event, views, "sketchnotes", event.data["sketchnote"], **facts, published_at=event.time)
    count(event, views, "sketchnotes")


@on.view(events.ANNOUNCEMENT_PUBLISHED)
def count_the_announcement(event: Event, views: Views) -> None:
    count(event, views, "announcements")
