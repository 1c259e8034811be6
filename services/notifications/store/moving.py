"""Moves what was told of one discussion to another, when they are merged: entries of the same day become one."""

from kit.unit_of_work import Work

from notifications.domain import Document, bells
from notifications.store.common import delete_all


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
