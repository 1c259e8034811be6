"""News for a whole course: written once, however large the course, and found by everybody when they look.

`broadcasts` holds them all. `readers` holds the last ones of each course in one document, its board, and for each
person what they have read of it, so that counting reads two documents in one round trip. Those who want such news by
mail are written to afterwards, some hundreds at a time; `walked` remembers how far that has come.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from kit.event import Event, new_id
from kit.unit_of_work import Work
from pymongo.database import Database

from notifications import events
from notifications.domain import Document, bells
from notifications.domain.bells import Ring
from notifications.domain.choices import channels, key_of
from notifications.domain.kinds import AT_ONCE, KINDS
from notifications.store import mails, talk
from notifications.store.common import by, is_there

LAST = 50
"""News on a board; what has left it counts as read."""
SOME = 300
COLLECTIONS = {
    "broadcasts": [
        by("course", "at"),
        by("actor"),
        by("about.id"),
        by("walked", partialFilterExpression={"unwritten": True}),
    ],
    "readers": [by("person")],
}


def announce(work: Work, event: Event, kind: str, about: Mapping[str, Any], actor: str | None) -> None:
    """Tell a whole course, of things as they may be called now: a constant number of writes."""
    course, about = event.data["course"], talk.called(about, talk.titles(work, [key_of(about)]))
    news = {"_id": event.id, "course": course, "kind": kind, "about": about, "actor": actor}
    news |= {"happened": event.time, "at": work.now}
    is_news = work.now - event.time < bells.FRESH
    work.insert("broadcasts", news | ({"unwritten": True, "walked": ""} if is_news else {}))
    latest = {"$each": [news], "$sort": {"at": -1}, "$slice": LAST}
    work.update("readers", course, {"$push": {"news": latest}}, upsert=True)
    raised = {"course": course, "kind": kind, "recipients": [], "everyone": True, "about": about, "actor": actor}
    work.emit(events.NOTIFICATION_RAISED, raised, aggregate=new_id(), sequence=1, because=event)


def retitle(work: Work, course: str, thing: str, title: str) -> None:
    """Let what was announced of a thing say this title, and what is on the board of its course."""
    where = {"about.id": thing.partition("/")[2]}
    told = {one["_id"] for one in work.find("broadcasts", where, projection={"_id": 1})}
    for news in sorted(told):
        work.update("broadcasts", news, {"$set": {"about.title": title}})
    if told:
        named = {True: {"title": title}, False: {}}
        news = [one | {"about": one["about"] | named[one["_id"] in told]} for one in board(work, course)]
        work.update("readers", course, {"$set": {"news": news}})


def board(work: Work, course: str) -> list[Document]:
    found = work.find_one("readers", course)
    return found["news"] if found else []


def hearing(database: Database, course: str, person: str) -> tuple[Document | None, list[Document]]:
    """A reader, if there is one, and what is on the board of the course."""
    key = f"{course}/{person}"
    found = {one["_id"]: one for one in database["readers"].find({"_id": {"$in": [course, key]}})}
    return found.get(key), found.get(course, {}).get("news", [])


def begin_reader(work: Work, course: str, person: str, since: datetime, silences: Iterable[str]) -> None:
    """Let somebody hear of what is announced from a moment on."""
    began = {"$setOnInsert": {"course": course, "person": person, "read": [], "muted": [], "deaf": list(silences)}}
    work.update("readers", f"{course}/{person}", {**began, "$min": {"since": since}}, upsert=True)


def mark_read(work: Work, course: str, person: str, ids: Iterable[str] | None) -> list[Document]:
    """Mark news of the board as read, those named or all; returns which were unread until now."""
    news, reader = board(work, course), work.find_one("readers", f"{course}/{person}")
    if reader is None:
        return []
    wanted = {one["_id"] for one in news} if ids is None else set(ids)
    unread = [one for one in unread_on(news, reader) if one["_id"] in wanted]
    if unread:
        read = [one["_id"] for one in news if one["_id"] in reader["read"] or one["_id"] in wanted]
        work.update("readers", reader["_id"], {"$set": {"read": read}})
    return unread


def unread_on(news: Iterable[Document], reader: Document) -> list[Document]:
    """What of a board somebody hears of and has not read."""
    return [one for one in news if one["_id"] not in reader["read"] and bells.hears(reader, one)]


def write_to_some(work: Work, news: Document) -> None:
    """Put mails to the next members who want such news at once, and remember how far this has come."""
    some, last = _next(work, news)
    wishes = {one["_id"]: one for one in work.find("preferences", {"_id": {"$in": some}})} if some else {}
    readers = {one["person"]: one for one in work.find("readers", {"_id": {"$in": _keys(news, some)}})}
    for person in some:
        if person in readers and bells.hears(readers[person], news):
            wish = channels(wishes.get(person), news["kind"])
            push = wish["push"] and bool(wishes.get(person, {}).get("subscribed"))
            mails.add_for(work, _ring(news, person), mail=wish["mail"] == AT_ONCE, push=push)
    done = {"$unset": {"unwritten": "", "walked": ""}} if last is None else {"$set": {"walked": last}}
    work.guard("broadcasts", {"_id": news["_id"], "walked": news["walked"]}, done)


def _next(work: Work, news: Document) -> tuple[list[str], str | None]:
    """The next people to be looked at, and the key of the last one; None when there are no more."""
    if KINDS[news["kind"]].mail == AT_ONCE:
        where: Document = {"course": news["course"], "_id": {"$gt": news["walked"]}}
        found = list(work.find("members", where, sort=[("course", 1), ("_id", 1)], limit=SOME))
        people = [one["person"] for one in found if is_there(one)]
    else:
        where = {"at_once": news["kind"], "_id": {"$gt": news["walked"]}}
        found = list(work.find("preferences", where, sort=[("at_once", 1), ("_id", 1)], limit=SOME))
        people = [one["_id"] for one in found]
    return people, found[-1]["_id"] if len(found) == SOME else None


def _keys(news: Document, people: Iterable[str]) -> list[str]:
    return [f"{news['course']}/{person}" for person in people]


def _ring(news: Document, person: str) -> Ring:
    told = {name: news[name] for name in ("course", "kind", "about", "actor", "happened")}
    return Ring(person=person, reason="you-are-enrolled", event=news["_id"], **told)
