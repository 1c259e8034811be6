"""Discussions: who takes part in them, and who hears of each message, in whatever order these things are told."""

from collections.abc import Iterator
from typing import Any

from kit.event import Event
from kit.unit_of_work import Work
from kit.views import Views

from notifications import events, store
from notifications.domain import Document, talk
from notifications.domain.bells import Ring
from notifications.domain.choices import key_of
from notifications.reactions.audience import Audience
from notifications.reactions.registry import on
from notifications.store import mails, moving, ringing

MERGED = events.DISCUSSION_MERGED.type
NAMED = (events.DISCUSSION_RENAMED, events.TITLE_FORGOTTEN)


@on.view(events.POST_PUBLISHED)
def know_the_voice(event: Event, views: Views) -> None:
    key = f"{event.data['discussion']}/{event.data['author']}"
    views.put("voices", key, {"discussion": event.data["discussion"], "person": event.data["author"]})
    views.lowest("voices", key, {"since": event.sequence, "at": event.time})
    views.highest("voices", key, {"opened": event.data["number"] == 1})


@on.view(events.POST_PUBLISHED)
def know_the_post(event: Event, views: Views) -> None:
    post = store.talk.as_post(event)
    views.put("posts", post.pop("_id"), post)
    views.highest("discussions", event.data["discussion"], {"last": event.sequence})
    _call(views, event.data["discussion"], event.sequence, event.data["title"])


@on.view(events.DISCUSSION_OPENED)
def know_what_it_was_called_at_first(event: Event, views: Views) -> None:
    _call(views, event.data["discussion"], event.sequence, event.data["title"])


@on.view(events.DISCUSSION_OPENED, events.DISCUSSION_RENAMED)
def know_what_it_is_about(event: Event, views: Views) -> None:
    """Its messages may be known before it. Who watches where it was moved to hears of what is heard after that."""
    _place(views, event.data["discussion"], event.sequence, event)


@on.view(events.DISCUSSION_MERGED)
def know_where_followers_went(event: Event, views: Views) -> None:
    _know_kin(views, store.talk.as_kin(event, merged=True))
    _call(views, event.data["discussion"], event.sequence, event.data["title"])


@on.view(events.DISCUSSION_SPLIT)
def know_whom_it_took_along(event: Event, views: Views) -> None:
    """What was split off begins here: no other fact opens it."""
    _know_kin(views, store.talk.as_kin(event, merged=False))
    _place(views, event.data["into"], 1, event)
    _call(views, event.data["into"], 1, event.data["title"])


@on.view(*NAMED)
def know_what_it_is_called_from_now_on(event: Event, views: Views) -> None:
    """The latest title counts, so that one that is heard late does not come back."""
    thing = _thing(event)
    if thing["type"] == "discussion":
        _call(views, thing["id"], event.sequence, event.data["title"])
    views.latest("titles", key_of(thing), event.sequence, {"title": event.data["title"]})


def _thing(event: Event) -> dict[str, Any]:
    return event.data.get("about") or {"type": "discussion", "id": event.data["discussion"]}


def _call(views: Views, discussion: str, sequence: int, title: str) -> None:
    views.latest("discussions", discussion, sequence, {"title": title}, version="titled")


def _place(views: Views, discussion: str, sequence: int, event: Event) -> None:
    views.latest("discussions", discussion, sequence, {name: event.data[name] for name in ("course", "stage", "tags")})


def _know_kin(views: Views, kin: Document) -> None:
    views.put("kin", kin.pop("_id"), kin)
    for end in (kin["discussion"], kin["of"]):
        views.highest("discussions", end, {"kin": True})


@on.effect(events.DISCUSSION_MERGED, events.DISCUSSION_SPLIT)
def move_what_was_chosen(batch: list[Event], work: Work) -> None:
    for event in batch:
        merged = event.type == MERGED
        source = event.data["merged" if merged else "discussion"]
        target = event.data["discussion" if merged else "into"]
        store.talk.take_turns(work, {f"discussion/{source}", f"discussion/{target}"})
        store.levels.move(work, event.data["course"], f"discussion/{source}", f"discussion/{target}")
        if merged:
            known = store.talk.discussions(work, [target])
            moving.move(work, source, target, known[target]["title"])


@on.effect(*NAMED)
def call_it_so_in_what_was_told(batch: list[Event], work: Work) -> None:
    things = {key_of(_thing(event)): event.data["course"] for event in batch}
    store.talk.take_turns(work, {topic for thing in things for topic in moving.topics(thing)})
    for thing, one in store.talk.titles(work, things).items():
        moving.retitle(work, thing, one)
        store.announcements.retitle(work, things[thing], thing, one)


@on.effect(events.POST_PUBLISHED, events.DISCUSSION_OPENED, events.DISCUSSION_MERGED, events.DISCUSSION_SPLIT)
def tell_those_who_follow(batch: list[Event], work: Work) -> None:
    audience = Audience(batch, work)
    authors = store.talk.authors(work, {post["reply_to"] for post in audience.posts if post.get("reply_to")})
    causes = {post["event"]: audience.cause(post) for post in audience.posts}
    found = [one for post in audience.posts for one in _rings(post, audience, authors, is_new=audience.is_new(post))]
    if found:
        ringing.ring(work, found, causes)


@on.effect(events.POST_EDITED)
def tell_those_newly_mentioned(batch: list[Event], work: Work) -> None:
    """An edit concerns only those whom it mentions for the first time."""
    batch = [event for event in batch if event.data["newly_mentioned"]]
    if not batch:
        return
    audience = Audience(batch, work)
    edits = [(event, talk.as_edited(event.data, event.id, event.time)) for event in batch]
    found = [one for _, post in edits for one in _rings(post, audience, {}, is_new=True) if one.kind == "mention"]
    for event, post in edits:
        store.talk.note_edit(work, post["_id"], event.id)
    ringing.ring(work, found, {event.id: event for event in batch})


def _rings(post: Document, audience: Audience, authors: dict[str, str], *, is_new: bool) -> Iterator[Ring]:
    discussion = audience.canonical(post)
    about: dict[str, Any] = {"type": "discussion", "id": discussion, "title": audience.title(discussion)}
    told = {"course": post["course"], "about": about, "actor": post["author"], "topic": f"discussion/{discussion}"}
    told |= {"event": post["event"], "happened": post["at"]}
    answered = post | {"answered": authors.get(post.get("reply_to") or "")}
    links, chosen = audience.links(post), audience.chosen(post)
    for one in talk.tellings(answered, links, chosen, is_new):
        yield Ring(one.person, kind=one.kind, reason=one.reason, quiet=one.quiet, again=one.again, **told)


@on.effect(events.POST_REMOVED)
def say_nothing_of_it_any_more(batch: list[Event], work: Work) -> None:
    removed = [event.data["post"] for event in batch]
    for post in list(work.find("posts", {"_id": {"$in": removed}}, projection={"event": 1, "edits": 1})):
        for event in (post["event"], *post.get("edits", ())):
            mails.cancel(work, event)
