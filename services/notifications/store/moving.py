"""What was told of a discussion moves to another, when they are merged, or gets another title.

Entries of the same day become one.
"""

from kit import outbox
from kit.unit_of_work import Work

from notifications.domain import Document, bells
from notifications.store.common import delete_all, update_all

TOPICS = {
    "discussion": ("discussion", "thanks", "accepted", "question"),
    "project": ("project-news", "team", "quiet", "resembling"),
    "help": ("help", "help-offered", "help-closed"),
}
"""What entries about a thing are grouped by."""


def move(work: Work, source: str, target: str, title: str) -> None:
    """Entries and waiting mails of discussion `source` belong to discussion `target` from now on."""
    before, after = f"discussion/{source}", f"discussion/{target}"
    about = {"type": "discussion", "id": target, "title": title}
    moved = {one["_id"].replace(before, after, 1): one for one in work.find("bells", {"topic": before})}
    there = {one["_id"] for one in work.find("bells", {"_id": {"$in": list(moved)}}, projection={"_id": 1})}
    for key, bell in moved.items():
        if key in there:
            work.update("bells", key, _joined(bell))
        else:
            work.insert("bells", bell | {"_id": key, "topic": after, "about": about})
    delete_all(work, "bells", {"topic": before})
    for mail in list(work.find("mails", {"unsent": True, "about.id": source})):
        if "bell" in mail:
            key = mail["bell"].replace(before, after, 1)
            work.update("mails", mail["_id"], {"$set": {"bell": key, "about": about}})


def topics(thing: str) -> list[str]:
    """Of all entries about a thing, `discussion/<id>`."""
    kind, _, identity = thing.partition("/")
    return [f"{topic}/{identity}" for topic in TOPICS[kind]]


def retitle(work: Work, thing: str, title: str) -> None:
    """Let all that was told of a thing, and still can be read, say this title; the turns of its topics are taken."""
    identity, renamed = thing.partition("/")[2], {"$set": {"about.title": title}}
    update_all(work, "bells", {"topic": {"$in": topics(thing)}}, renamed)
    update_all(work, "mails", {"unsent": True, "about.id": identity}, renamed)
    update_all(work, outbox.COLLECTION, {"data.about.id": identity}, {"$set": {"data.about.title": title}})


def _joined(bell: Document) -> Document:
    faces = {"$each": bell["latest"], "$sort": {"at": -1}, "$slice": bells.FACES}
    change = {
        "$inc": {"count": bell["count"], "fresh": bell["fresh"]},
        "$addToSet": {"kinds": {"$each": bell["kinds"]}, "reasons": {"$each": bell["reasons"]}},
        "$min": {"first": bell["first"]},
        "$max": {name: bell[name] for name in ("last", "at", "shown", "digest")},
        "$push": {"latest": faces},
    }
    return change | ({"$set": {"unread": True, "seen": False}} if bell["unread"] else {})
