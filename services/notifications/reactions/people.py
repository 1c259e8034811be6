"""Who is in a course and how they are reached; who leaves, and who is to be forgotten."""

from kit.event import Event
from kit.unit_of_work import Work
from kit.views import Views

from notifications import events, store
from notifications.domain import choices
from notifications.reactions.registry import about, on, rings, tell


@on.view(events.LEARNER_ENROLLED)
def know_the_member(event: Event, views: Views) -> None:
    key = _know(event, views)
    views.lowest("members", key, {"since": event.time})
    views.highest("members", key, {"joined": event.time})
    views.latest("members", key, event.sequence, {"roles": [event.data["role"]]})


@on.view(events.LEARNER_ROLES_CHANGED)
def know_the_roles(event: Event, views: Views) -> None:
    views.latest("members", _know(event, views), event.sequence, {"roles": event.data["roles"]})


@on.view(events.LEARNER_LEFT, events.LEARNER_ERASED)
def know_who_left(event: Event, views: Views) -> None:
    views.highest("members", _know(event, views), {"left": event.time})


def _know(event: Event, views: Views) -> str:
    course, person = event.data["course"], event.data["learner"]
    views.put("members", f"{course}/{person}", {"course": course, "person": person})
    return f"{course}/{person}"


@on.effect(events.LEARNER_ENROLLED)
def let_them_hear_of_the_course(batch: list[Event], work: Work) -> None:
    people = [event.data["learner"] for event in batch]
    chosen = {one["_id"]: one for one in work.find("preferences", {"_id": {"$in": people}})}
    for event in batch:
        course, person = event.data["course"], event.data["learner"]
        if "gone" in chosen.get(person, {}):
            continue
        zone = choices.OVERSEAS.get(event.data["department"])
        if zone and person not in chosen:
            chosen[person] = {"_id": person, "time_zone": zone}
            work.update("preferences", person, {"$setOnInsert": {"time_zone": zone}}, upsert=True)
        silences = choices.silences(chosen.get(person))
        store.announcements.begin_reader(work, course, person, event.time, silences)
        store.digests.begin(work, course, person, chosen.get(person))


@on.effect(events.LEARNER_ROLES_CHANGED)
def tell_of_the_new_roles(batch: list[Event], work: Work) -> None:
    found = []
    for event in batch:
        told = about("course", event.data["course"])
        found += rings(event, [event.data["learner"]], "roles", "it-concerns-you", told)
    tell(batch, found, work)


@on.effect(events.LEARNER_LEFT)
def tell_them_no_more(batch: list[Event], work: Work) -> None:
    for event in batch:
        store.people.leave(work, event.data["course"], event.data["learner"])


@on.effect(events.LEARNER_ERASED)
def forget_the_person(batch: list[Event], work: Work) -> None:
    for person in sorted({event.data["learner"] for event in batch}):
        store.people.forget(work, person)


@on.effect(events.ADDRESS_CHANGED, private=True)
def keep_the_address(batch: list[Event], work: Work) -> None:
    gone = store.people.gone_among(work, [event.data["learner"] for event in batch])
    for event in batch:
        if event.data["learner"] not in gone:
            store.people.keep_address(work, event)


@on.effect(events.SIGN_IN_REQUESTED, private=True)
def send_the_link(batch: list[Event], work: Work) -> None:
    for event in batch:
        if event.data["expires_at"] > work.now:
            store.mails.add_letter(work, event.id, "sign-in", event.data["person"], event.data)
