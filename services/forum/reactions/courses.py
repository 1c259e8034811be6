"""Courses and their stages become known."""

from kit.event import Event
from kit.views import Views

from forum import events
from forum.reactions.registry import on


@on.view(events.COURSE_OPENED)
def know_the_course(event: Event, views: Views) -> None:
    views.put("courses", event.data["course"], {"since": event.time, "language": event.data["language"]})


@on.view(events.STAGE_OPENED)
def know_the_stage(event: Event, views: Views) -> None:
    course, number = event.data["course"], event.data["number"]
    views.put("stages", f"{course}/{number}", {"course": course, "number": number, "since": event.time})
