"""Hands that are asked for and given, and people who stay in touch."""

from kit.event import Event
from kit.views import Views

from reporting import events
from reporting.reactions.registry import acted, count, of_course, on


@on.view(events.HELP_REQUESTED)
def count_the_request(event: Event, views: Views) -> None:
    data = event.data
    of_course(event, views, "hands", data["request"], project=data["project"], asked_at=event.time)
    acted(event, views, data["author"])
    count(event, views, "hands_asked")


@on.view(events.HELP_OFFERED)
def count_the_offer(event: Event, views: Views) -> None:
    of_course(event, views, "hands", event.data["request"])
    views.lowest("hands", event.data["request"], {"offered_at": event.time})
    views.count("hands", event.data["request"], {"offers": 1})
    acted(event, views, event.data["by"], "hands_offered")
    count(event, views, "hands_offered")


@on.view(events.HELP_CLOSED)
def know_how_it_ended(event: Event, views: Views) -> None:
    data = event.data
    of_course(event, views, "hands", data["request"], outcome=data["outcome"], closed_at=event.time)
    acted(event, views, data["author"])
    count(event, views, "hands_given" if data["outcome"] == "helped" else "hands_withdrawn")


@on.view(events.CONTACT_REQUESTED)
def count_the_wish(event: Event, views: Views) -> None:
    acted(event, views, event.data["author"])
    count(event, views, "contacts_asked")


@on.view(events.CONTACT_ACCEPTED)
def count_the_contact(event: Event, views: Views) -> None:
    acted(event, views, event.data["to"])
    count(event, views, "contacts")
