"""What notifications does when something happened: first what it must know of it, then who is told."""

from typing import Any

from kit.event import Event
from kit.reactions import Reactions
from kit.unit_of_work import Work
from kit.views import Views

from notifications import domain, events, store

on = Reactions()


@on.view(events.LEARNER_ENROLLED)
def know_the_member(event: Event, views: Views) -> None:
    course, person = event.data["course"], event.data["learner"]
    key = f"{course}/{person}"
    views.put("members", key, {"course": course, "person": person})
    views.lowest("members", key, {"since": event.time})


@on.view(events.POST_PUBLISHED)
def know_the_voice(event: Event, views: Views) -> None:
    key = f"{event.data['discussion']}/{event.data['author']}"
    views.put("voices", key, {"discussion": event.data["discussion"], "person": event.data["author"]})
    views.lowest("voices", key, {"since": event.sequence})
    views.highest("voices", key, {"opened": event.data["number"] == 1})


@on.view(events.POST_PUBLISHED)
def know_the_post(event: Event, views: Views) -> None:
    known = {name: event.data[name] for name in ("course", "discussion", "title", "author")}
    views.put("posts", event.data["post"], known | {"sequence": event.sequence, "event": event.id, "at": event.time})


@on.effect(events.POST_PUBLISHED)
def tell_those_who_wrote_before(batch: list[Event], work: Work) -> None:
    store.take_turns(work, {event.data["discussion"] for event in batch})
    lowest: dict[str, int] = {}
    for event in batch:
        discussion = event.data["discussion"]
        lowest[discussion] = min(event.sequence, lowest.get(discussion, event.sequence))
    posts = store.posts_from(work, lowest)
    voices = store.voices(work, lowest)
    new = {event.data["post"]: event for event in batch}
    late = [bell for post in posts if post["_id"] not in new for bell in _bells(post, voices)]
    told = store.already_told(work, late)
    for post in posts:
        bells = list(_bells(post, voices))
        store.ring(work, [one for one in bells if one["_id"] not in told], post["at"], new.get(post["_id"], batch[0]))
        store.mend(work, [one for one in bells if told.get(one["_id"], one["reason"]) != one["reason"]], post["at"])


def _bells(post: dict[str, Any], voices: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return list(domain.bells_for_post(post, voices.get(post["discussion"], [])))


@on.effect(events.PROJECT_DECLARED)
def tell_the_course_of_the_project(batch: list[Event], work: Work) -> None:
    _tell_everyone(batch, work, "project", "project", "title")


@on.effect(events.CONTROVERSY_OPENED)
def tell_the_course_of_the_controversy(batch: list[Event], work: Work) -> None:
    _tell_everyone(batch, work, "controversy", "controversy", "question")


@on.effect(events.STAGE_OPENED)
def tell_the_course_of_the_stage(batch: list[Event], work: Work) -> None:
    _tell_everyone(batch, work, "stage", "stage", "title")


@on.effect(events.SESSION_RECORDED)
def tell_the_course_of_the_recording(batch: list[Event], work: Work) -> None:
    _tell_everyone(batch, work, "recording", "session", "title")


def _tell_everyone(batch: list[Event], work: Work, kind: str, thing: str, title: str) -> None:
    for event in batch:
        about = {"type": thing, "id": event.data[thing], "title": event.data[title]}
        members = store.members(work, event.data["course"])
        bells = list(domain.bells_for_course(event, kind, about, members))
        store.ring(work, bells, event.time, because=event)


@on.effect(events.ADDRESS_CHANGED, private=True)
def keep_the_address(batch: list[Event], work: Work) -> None:
    for event in batch:
        store.keep_address(work, event)


@on.effect(events.SIGN_IN_REQUESTED, private=True)
def send_the_link(batch: list[Event], work: Work) -> None:
    for event in batch:
        if event.data["expires_at"] > work.now:
            store.add_mail(work, event.id, "sign-in", event.data["person"], event.data)
