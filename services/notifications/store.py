"""Collections, their indexes, and how notifications finds and writes what concerns a person.

`people` is the only place here that holds names and addresses; it is fed by the private exchange alone, so a replay
leaves it as it is. `turns` makes two transactions about one discussion meet: without it, each could overlook what
the other is about to write.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from kit.event import Event, new_id
from kit.unit_of_work import Work
from pymongo import ASCENDING, IndexModel

from notifications import domain, events
from notifications.domain import Document

KEPT = timedelta(days=30)


def _by(*names: str, **options: Any) -> IndexModel:
    return IndexModel([(name, ASCENDING) for name in names], **options)


COLLECTIONS = {
    "members": [_by("course")],
    "voices": [_by("discussion")],
    "posts": [_by("discussion", "sequence")],
    "turns": [],
    "people": [],
    "bells": [_by("person", "course", "_id")],
    "unread": [],
    "mails": [
        _by("unsent", "_id", partialFilterExpression={"unsent": True}),
        _by("sent", expireAfterSeconds=int(KEPT.total_seconds())),
    ],
}


def take_turns(work: Work, discussions: Iterable[str]) -> None:
    for discussion in sorted(discussions):
        work.update("turns", discussion, {"$inc": {"taken": 1}}, upsert=True)


def posts_from(work: Work, lowest: Mapping[str, int]) -> list[Document]:
    """The posts of these discussions from a sequence on, in order."""
    either = [{"discussion": one, "sequence": {"$gte": sequence}} for one, sequence in lowest.items()]
    return sorted(work.find("posts", {"$or": either}), key=lambda post: (post["discussion"], post["sequence"]))


def voices(work: Work, discussions: Iterable[str]) -> dict[str, list[Document]]:
    """Who has written in each discussion, and since when."""
    found = defaultdict(list)
    for voice in work.find("voices", {"discussion": {"$in": list(discussions)}}):
        found[voice["discussion"]].append(voice)
    return found


def members(work: Work, course: str) -> Iterator[Document]:
    return work.find("members", {"course": course})


def already_told(work: Work, bells: list[Document]) -> dict[str, str]:
    """Those of the bells that rang before, by id, each with the reason that it gave."""
    if not bells:
        return {}
    rang = work.find("bells", {"_id": {"$in": [bell["_id"] for bell in bells]}}, projection={"reason": 1})
    return {one["_id"]: one["reason"] for one in rang}


def ring(work: Work, bells: list[Document], happened: datetime, because: Event) -> None:
    """Put bells up, count them as unread, mail what deserves it, and tell that it was done."""
    if not bells:
        return
    for bell in bells:
        work.insert("bells", bell | {"at": happened})
        _mail_if_deserved(work, bell, happened)
    for key, number in Counter(f"{bell['course']}/{bell['person']}" for bell in bells).items():
        work.update("unread", key, {"$inc": {"unread": number}}, upsert=True)
    first = bells[0]
    raised = {name: first[name] for name in ("course", "kind", "about", "actor")}
    raised["recipients"] = [bell["person"] for bell in bells]
    work.emit(events.NOTIFICATION_RAISED, raised, aggregate=new_id(), sequence=1, because=because)


def mend(work: Work, bells: list[Document], happened: datetime) -> None:
    """Give bells that rang their true reason, and the mail that it deserves: who opened a discussion may come last."""
    for bell in bells:
        work.update("bells", bell["_id"], {"$set": {"reason": bell["reason"]}})
        _mail_if_deserved(work, bell, happened)


def _mail_if_deserved(work: Work, bell: Document, happened: datetime) -> None:
    if domain.deserves_a_mail(bell, happened, work.now):
        content = {"about": bell["about"], "course": bell["course"]}
        add_mail(work, bell["_id"], bell["kind"], bell["person"], content)


def add_mail(work: Work, identity: str, kind: str, person: str, content: Mapping[str, Any]) -> None:
    mail = {"_id": identity, "kind": kind, "person": person, "content": content, "at": work.now, "unsent": True}
    work.insert("mails", mail)


def keep_address(work: Work, event: Event) -> None:
    """Keep the latest name and address, in whatever order they come."""
    newer = {"$lt": [{"$ifNull": ["$sequence", -1]}, event.sequence]}
    address = {name: event.data[name] for name in ("name", "email", "language")} | {"sequence": event.sequence}
    written = {"$mergeObjects": ["$$ROOT", {"$literal": address}]}
    change = [{"$replaceWith": {"$cond": [newer, written, "$$ROOT"]}}]
    work.update("people", event.data["learner"], change, upsert=True)


def mark_read(work: Work, person: str, course: str, ids: list[str] | None) -> int:
    """Mark these bells of the person, or all, as read; returns how many are left unread."""
    where: dict[str, Any] = {"person": person, "course": course, "read": False}
    if ids is not None:
        where["_id"] = {"$in": ids}
    unread = [bell["_id"] for bell in work.find("bells", where, projection={"_id": 1})]
    for identity in unread:
        work.update("bells", identity, {"$set": {"read": True}})
    key = f"{course}/{person}"
    work.update("unread", key, {"$inc": {"unread": -len(unread)}}, upsert=True)
    left = work.find_one("unread", key)
    return left["unread"] if left else 0
