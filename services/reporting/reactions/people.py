"""Who is there: enrolments, profiles and departures; people are pseudonyms."""

from kit.event import Event
from kit.views import Views

from reporting import events
from reporting.reactions.registry import count, of_person, on

PROFILE = (
    "role",
    "country",
    "department",
    "continent",
    "organisation_kind",
    "organisation_size",
    "alone",
)


@on.view(events.LEARNER_ENROLLED)
def count_the_learner(event: Event, views: Views) -> None:
    if event.data["role"] == "learner":
        count(event, views, "enrolled")
        views.count("figures", event.data["course"], {f"continents.{event.data['continent']}": 1})


@on.view(events.LEARNER_ENROLLED, events.LEARNER_PROFILE_CHANGED)
def know_the_profile(event: Event, views: Views) -> None:
    profile = {name: event.data[name] for name in PROFILE}
    profile["isolated"] = "isolated" in event.data["reach"]
    key = of_person(event, views, event.data["learner"])
    views.latest("people", key, event.sequence, profile, version="profile_of")


@on.view(events.LEARNER_ENROLLED)
def know_since_when(event: Event, views: Views) -> None:
    key = of_person(event, views, event.data["learner"])
    views.lowest("people", key, {"enrolled_at": event.time})
    views.latest("people", key, event.sequence, {"left": False}, version="presence_of")


@on.view(events.LEARNER_LEFT)
def know_who_left(event: Event, views: Views) -> None:
    key = of_person(event, views, event.data["learner"])
    views.latest("people", key, event.sequence, {"left": True}, version="presence_of")
    count(event, views, "left")
