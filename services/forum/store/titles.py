"""Titles that were the words of somebody who is erased: they go wherever they were told, too."""

from kit import outbox
from kit.unit_of_work import Work

from forum import events
from forum.domain import Document, titles
from forum.store import courses
from forum.store.base import save


def forget(work: Work, kind: str, before: Document, after: Document) -> Document:
    """Save what becomes of a thing, under a neutral title; returns it.

    What waits to be told says that title already. Who was told the former one hears of it: the latest title counts,
    in whatever order they hear.
    """
    title = titles.neutral(kind, courses.language(work, before["course"]))
    named = after | {"title": title}
    save(work, titles.COLLECTIONS[kind], before, named)
    _mend(work, {"aggregate": before["_id"], "data.into": None}, "title", title)
    for other in before.get("resembles", ()):
        _mend(work, {"aggregate": other, "data.other": before["_id"]}, "other_title", title)
    forgotten = {"course": before["course"], "about": {"type": kind, "id": before["_id"]}, "title": title}
    work.emit(events.TITLE_FORGOTTEN, forgotten, aggregate=before["_id"], sequence=before["version"] + 1)
    return named


def _mend(work: Work, where: Document, field: str, title: str) -> None:
    """Put the title in what was told; `into` names another discussion, whose title such a fact has."""
    for told in list(work.find(outbox.COLLECTION, where | {f"data.{field}": {"$exists": True}}, projection={"_id": 1})):
        work.update(outbox.COLLECTION, told["_id"], {"$set": {f"data.{field}": title}})
