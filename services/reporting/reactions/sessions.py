"""Who registers to a session, who is there, who watches later."""

from kit.event import Event
from kit.views import Views

from reporting import events
from reporting.reactions.registry import acted, count, of_course, on


@on.view(events.SESSION_SCHEDULED, events.SESSION_RESCHEDULED)
def know_the_session(event: Event, views: Views) -> None:
    of_course(event, views, "live_sessions", event.data["session"])
    now = {name: event.data[name] for name in ("title", "starts_at")}
    views.latest("live_sessions", event.data["session"], event.sequence, now, version="schedule_of")


@on.view(events.SESSION_CANCELLED)
def know_that_it_is_cancelled(event: Event, views: Views) -> None:
    of_course(event, views, "live_sessions", event.data["session"], cancelled=True)


@on.view(events.SESSION_RECORDED)
def know_that_it_can_be_watched(event: Event, views: Views) -> None:
    of_course(event, views, "live_sessions", event.data["session"], recorded=True)


@on.view(events.SESSION_REGISTERED, events.SESSION_UNREGISTERED)
def know_who_is_registered(event: Event, views: Views) -> None:
    registered = event.type == events.SESSION_REGISTERED.type
    now = {"registered": registered}
    views.latest("attendance", _attendance(event, views), event.sequence, now, version="registration_of")
    if registered:
        acted(event, views, event.data["learner"])
        count(event, views, "registrations")


@on.view(events.SESSION_ATTENDED)
def know_who_was_there(event: Event, views: Views) -> None:
    how = "live" if event.data["how"] == "live" else "later"
    views.highest("attendance", _attendance(event, views), {how: True})
    acted(event, views, event.data["learner"])
    count(event, views, f"attended_{how}")


def _attendance(event: Event, views: Views) -> str:
    session, person = event.data["session"], event.data["learner"]
    of_course(event, views, "live_sessions", session)
    key = f"{session}/{person}"
    of_course(event, views, "attendance", key, session=session, person=person)
    return key
