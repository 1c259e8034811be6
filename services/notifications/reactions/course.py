"""What happens in a course: most is announced to everybody, a change of a session to those who registered."""

from kit.event import Event
from kit.unit_of_work import Work
from kit.views import Views

from notifications import events, store
from notifications.reactions.registry import about, on, rings, tell

ANNOUNCED = {
    events.ANNOUNCEMENT_PUBLISHED: ("announcement", "announcement", "title", "author"),
    events.STAGE_OPENED: ("stage", "stage", "title", ""),
    events.SESSION_SCHEDULED: ("session", "session", "title", ""),
    events.SESSION_RECORDED: ("recording", "session", "title", ""),
    events.SKETCHNOTE_PUBLISHED: ("sketchnote", "sketchnote", "title", "author"),
    events.BILAN_PUBLISHED: ("bilan", "bilan", "", "by"),
    events.CONTROVERSY_OPENED: ("controversy", "controversy", "question", "author"),
    events.CONTROVERSY_CLOSED: ("controversy-closed", "controversy", "question", ""),
    events.CONTROVERSY_CONCLUDED: ("controversy-concluded", "controversy", "question", "by"),
    events.PROJECT_DECLARED: ("project", "project", "title", "author"),
}
"""Facts told to a whole course: their kind, and the fields that name the thing, its title, and who did it."""
BY_TYPE = {fact.type: how for fact, how in ANNOUNCED.items()}
CHANGED = {
    events.SESSION_RESCHEDULED.type: "session-moved",
    events.SESSION_CANCELLED.type: "session-cancelled",
    events.SESSION_APPROACHED.type: "session-soon",
}


@on.view(events.COURSE_OPENED)
def know_the_course(event: Event, views: Views) -> None:
    views.put("courses", event.data["course"], {name: event.data[name] for name in ("title", "language")})


@on.view(events.SESSION_REGISTERED, events.SESSION_UNREGISTERED)
def know_who_registered(event: Event, views: Views) -> None:
    session, person = event.data["session"], event.data["learner"]
    there = event.type == events.SESSION_REGISTERED.type
    known = {"session": session, "person": person, "there": there}
    views.latest("registrations", f"{session}/{person}", event.sequence, known)


@on.effect(*ANNOUNCED)
def announce_to_the_course(batch: list[Event], work: Work) -> None:
    for event in batch:
        kind, thing, title, actor = BY_TYPE[event.type]
        told = about(thing, event.data[thing], event.data[title] if title else "")
        store.announcements.announce(work, event, kind, told, event.data[actor] if actor else None)


@on.effect(events.SESSION_RESCHEDULED, events.SESSION_CANCELLED, events.SESSION_APPROACHED)
def tell_those_who_registered(batch: list[Event], work: Work) -> None:
    sessions = {event.data["session"] for event in batch}
    there: dict[str, list[str]] = {}
    for one in work.find("registrations", {"session": {"$in": list(sessions)}}):
        if one["there"]:
            there.setdefault(one["session"], []).append(one["person"])
    found = []
    for event in batch:
        session = event.data["session"]
        if event.type != events.SESSION_APPROACHED.type or event.data["starts_at"] > work.now:
            told = about("session", session, event.data["title"])
            found += rings(event, there.get(session, []), CHANGED[event.type], "you-registered", told)
    tell(batch, found, work)
