"""Forgetting somebody: in every stored event and every view, another pseudonym stands where theirs stood.

Counts stay right, since what was done stays done by somebody; who it was can no longer be told. First, in one
transaction, the views change and it is noted under which pseudonym late events will be kept; then the stored events
are rewritten, some hundreds at a time, by a duty that goes on where it stopped. A replay keeps out meanwhile.
Titles that were their words go the same way, once forum has told which.
"""

import os
import socket
import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from kit import following, idempotency
from kit.errors import Stale
from kit.event import Event, new_id
from kit.lease import BEAT, PATIENCE, Lease
from kit.settings import Settings
from kit.unit_of_work import Work, transact
from pymongo.database import Database

from reporting.domain.pseudonyms import mark, mentioned, replaced
from reporting.domain.titles import retitled, titled

REMEMBERED = timedelta(days=40)
"""How long late events of somebody who was erased are recognised: as long as inboxes remember."""
AT_ONCE = 500
VIEWS_OF_PEOPLE = ("people", "voices", "attendance")


def ask(work: Work, course: str, person: str) -> None:
    """Note who is to be forgotten; asked twice is done once."""
    work.update("erasures", f"{course}/{person}", {"$set": {"course": course, "person": person}}, upsert=True)


def ask_for_title(work: Work, course: str, thing: str, title: str) -> None:
    """Note whose title is to be forgotten, and what stands in its place."""
    asked = {"course": course, "thing": thing, "title": title}
    work.update("erasures", f"{course}/{thing}", {"$set": asked}, upsert=True)


def translated(work: Work, counter: Mapping[str, Any], batch: list[Event]) -> list[Event]:
    """The events with the pseudonyms that stand now; nothing is looked up unless somebody was erased lately."""
    if "erased_at" not in counter or counter["erased_at"] < work.now - REMEMBERED:
        return batch
    things = sorted({thing for event in batch for thing in titled(event.raw)})
    for one in work.find("untitled", {"_id": {"$in": things}}):
        batch = [_retitled(event, one["_id"], one["title"]) for event in batch]
    people = {mark(event.data["course"], one): one for event in batch for one in mentioned(event.raw)}
    erased = {one["_id"]: one["fresh"] for one in work.find("erased", {"_id": {"$in": sorted(people)}})}
    for name, fresh in erased.items():
        batch = [_translated(event, people[name], fresh) for event in batch]
    return batch


def _translated(event: Event, old: str, new: str) -> Event:
    data, raw = replaced(event.data, old, new), replaced(event.raw, old, new)
    return replace(event, data=data, raw=raw, aggregate=replaced(event.aggregate, old, new))


def _retitled(event: Event, thing: str, title: str) -> Event:
    data, raw = retitled(event.data, thing, title), retitled(event.raw, thing, title)
    return replace(event, data=data, raw=raw)


def under_way(database: Database) -> list[dict[str, Any]]:
    """Erasures whose events are being rewritten."""
    return list(database["erasures"].find({"until": {"$exists": True}}))


def rewritten(document: dict[str, Any], pending: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """A stored event with the pseudonyms and the titles that stand now."""
    for one in pending:
        if document["course"] != one["course"]:
            continue
        if "thing" in one:
            document = document | {"data": retitled(document["data"], one["thing"], one["title"])}
        else:
            names = {name: replaced(document[name], one["person"], one["fresh"]) for name in ("data", "aggregate")}
            document = document | names
    return document


def erase_whom_it_is_due(database: Database, settings: Settings) -> None:
    """The duty: one after the other, while no replay reads."""
    for one in database["erasures"].find():
        lease = Lease(database, "replay", f"{socket.gethostname()}:{os.getpid()}:erasure")
        if not _ours(lease):
            return
        try:
            _erase(database, one, lease)
        finally:
            lease.release()


def _ours(lease: Lease) -> bool:
    """Whether no replay is under way; waits out one that died."""
    until = time.monotonic() + PATIENCE + 2 * BEAT
    while not lease.hold():
        if time.monotonic() > until:
            return False
        time.sleep(BEAT)
    return True


def _erase(database: Database, one: dict[str, Any], lease: Lease) -> None:
    if "until" not in one:
        begin = _remember_title if "thing" in one else _change_views
        one |= transact(database, lambda work: begin(work, one), deadline=10)
    while one["at"] < one["until"] and lease.hold():
        one["at"] = transact(database, lambda work: _rewrite_some(work, one), deadline=10)
    if one["at"] >= one["until"]:
        database["erasures"].delete_one({"_id": one["_id"]})


def _remember_title(work: Work, one: dict[str, Any]) -> dict[str, Any]:
    """The views have it from the fact itself: there, the latest title counts."""
    work.update("untitled", one["thing"], {"$set": {"title": one["title"], "at": work.now}}, upsert=True)
    return _begin(work, one)


def _begin(work: Work, one: dict[str, Any], **found: Any) -> dict[str, Any]:
    """From now on, what is kept is translated; all that was kept before is to be rewritten."""
    counter = work.find_one("counters", "events")
    if counter is None:
        raise Stale("the counter of positions is not there yet")
    where = {"_id": "events", "position": counter["position"]}
    work.guard("counters", where, {"$set": {"erased_at": work.now}})
    begun = found | {"at": 0, "until": counter["position"]}
    work.update("erasures", one["_id"], {"$set": begun})
    return begun


def _change_views(work: Work, one: dict[str, Any]) -> dict[str, Any]:
    course, old, new = one["course"], one["person"], new_id()
    following.hold_back(work)  # what it has read names the person still
    work.insert("erased", {"_id": mark(course, old), "fresh": new, "at": work.now})
    for collection in VIEWS_OF_PEOPLE:
        for document in list(work.find(collection, {"person": old, "course": course})):
            work.delete(collection, document["_id"])
            work.insert(collection, replaced(document, old, new))
    for discussion in list(work.find("discussions", {"course": course, "author": old}, projection={"_id": 1})):
        work.update("discussions", discussion["_id"], {"$set": {"author": new}})
    _forget_what_was_said(work, course, old, new)
    idempotency.forget(work, old)
    return _begin(work, one, fresh=new)


def _forget_what_was_said(work: Work, course: str, old: str, new: str) -> None:
    """The moods stay counted; words, sentences and the wish to be named go, and reports are made again without them."""
    for pulse in list(work.find("pulses", {"person": old, "course": course}, projection={"_id": 1})):
        gone = {"person": new, "words": [], "sentence": "", "quotable": "no"}
        work.update("pulses", pulse["_id"], {"$set": gone})
    for bilan in list(work.find("bilans", {"course": course}, projection={"by": 1})):
        by = {"by": new} if bilan.get("by") == old else {}
        work.update("bilans", bilan["_id"], {"$unset": {"made": ""}} | ({"$set": by} if by else {}))


def _rewrite_some(work: Work, one: dict[str, Any]) -> int:
    last = min(one["at"] + AT_ONCE, one["until"])
    positions = list(range(one["at"] + 1, last + 1))  # by name: see store.events.read
    for document in list(work.find("events", {"_id": {"$in": positions}})):
        changed = rewritten(document, [one])
        if changed != document:
            work.update("events", document["_id"], {"$set": {name: changed[name] for name in ("data", "aggregate")}})
    work.update("erasures", one["_id"], {"$set": {"at": last}})
    return last
