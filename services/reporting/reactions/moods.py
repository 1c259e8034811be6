"""How it feels, as numbers; the words stay with the pulses, which are no event."""

from kit.event import Event
from kit.views import Views

from reporting import events
from reporting.reactions.registry import count, of_course, on


@on.view(events.PULSE_KEPT)
def count_the_mood(event: Event, views: Views) -> None:
    about = event.data["about"]
    key = f"{event.data['course']}/{about.get('type')}/{about.get('id')}"
    of_course(event, views, "moods", key, type=about.get("type"), about=about.get("id"))
    views.count("moods", key, {f"mood.{event.data['mood']}": 1})
    of_course(event, views, "felt", event.data["pulse"], at=event.time)
    count(event, views, "pulses")
