"""Who is told what, and why; pure.

A post is told to those who wrote in its discussion before it. Posts may be taken in any order, so whichever comes
second tells: a new post its earlier voices, and a late voice the later posts that were taken before it.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from kit.event import Event

FRESH = timedelta(days=1)
"""News older than this is not mailed: after an outage, nobody wants last week's mails."""
Document = dict[str, Any]


def bell(
    event_id: str, person: str, course: str, kind: str, about: Document, actor: str | None, reason: str
) -> Document:
    """What a person finds on the bell; one event rings once for one person, whatever happens."""
    return {
        "_id": f"{event_id}/{person}",
        "event": event_id,
        "person": person,
        "course": course,
        "kind": kind,
        "about": about,
        "actor": actor,
        "reason": reason,
        "read": False,
    }


def bells_for_post(post: Document, voices: Iterable[Document]) -> Iterator[Document]:
    """A bell for each voice that was in the discussion before the post, its author aside."""
    about = {"type": "discussion", "id": post["discussion"], "title": post["title"]}
    for voice in voices:
        if voice["since"] < post["sequence"] and voice["person"] != post["author"]:
            reason = "you-opened" if voice["opened"] else "you-wrote"
            yield bell(post["event"], voice["person"], post["course"], "reply", about, post["author"], reason)


def bells_for_course(event: Event, kind: str, about: Document, members: Iterable[Document]) -> Iterator[Document]:
    """A bell for everyone who had enrolled when it happened, the one who did it aside."""
    actor = event.data.get("author")
    for member in members:
        if member["since"] <= event.time and member["person"] != actor:
            yield bell(event.id, member["person"], member["course"], kind, about, actor, "you-are-enrolled")


def deserves_a_mail(bell: Document, happened: datetime, now: datetime) -> bool:
    """Answers in one's own discussion are mailed while they are news; the rest waits on the bell."""
    return bell["reason"] == "you-opened" and now - happened < FRESH
