"""Bells as people look at them: their own entries and what was announced to the course, newest first.

Both are read in widening windows of time, so that a page touches little more than it shows, whatever there is; the
last news of a course come from its board, which is one document.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from kit.errors import Invalid
from pymongo import DESCENDING
from pymongo.database import Database

from notifications.domain import Document, bells
from notifications.store.announcements import LAST, hearing, unread_on

MOST_COUNTED = 99
"""Entries that are counted: beyond, people are told that there are more."""
INSTANT = timedelta(milliseconds=1)
"""The least by which two moments differ as they are kept."""
WINDOWS = (timedelta(days=3), timedelta(days=18), timedelta(days=108), timedelta(days=20_000))


def unread(database: Database, person: str, course: str) -> int:
    """How many entries somebody has not read, at most 100, which means more than 99."""
    where = {"person": person, "course": course, "unread": True}
    own = sum(1 for _ in database["bells"].find(where, {"_id": 1}, limit=MOST_COUNTED + 1))
    return min(MOST_COUNTED + 1, own + len(_unread_news(database, person, course)))


def _unread_news(database: Database, person: str, course: str) -> list[Document]:
    reader, board = hearing(database, course, person)
    return unread_on(board, reader) if reader else []


def page_of_bells(database: Database, person: str, course: str, limit: int, after: str | None) -> Document:
    """A page of somebody's bells; raises Invalid (cursor)."""
    before, beyond = _cursor(after)
    reader, news = hearing(database, course, person)
    fresh = {one["_id"] for one in news} - set(reader["read"] if reader else ())  # off the board counts as read
    found: list[Document] = []
    for since, until in _windows(before, news):
        found += _own(database, person, course, since, until)
        if reader:
            found += _news(database, reader, news, since, until)
        found = [one for one in found if (one["at"], one["_id"]) < (before, beyond)]
        if len(found) > limit:
            break
    found.sort(key=lambda one: (one["at"], one["_id"]), reverse=True)
    items, last = [_shown(one, fresh) for one in found[:limit]], found[limit - 1 : limit]
    more = len(found) > limit
    return {"items": items, "next": f"{last[0]['at'].isoformat()}~{last[0]['_id']}" if more else None}


def _shown(entry: Document, fresh: set[str]) -> Document:
    """Somebody's own entry, or news, which are nobody's."""
    return bells.as_shown(entry) if "person" in entry else bells.announced(entry, read=entry["_id"] not in fresh)


def _windows(before: datetime, board: list[Document]) -> Iterator[tuple[datetime, datetime]]:
    """Neighbouring stretches of time, each longer than the last, back from `before` (which is still in).

    One of them ends with a full board: often that is enough, and older news need not be looked up.
    """
    until = before + INSTANT
    edge = min(one["at"] for one in board) + INSTANT if len(board) == LAST else until
    for length in WINDOWS:
        since = before - length
        if since < edge < until:
            yield edge, until
            until = edge
        yield since, until
        until = since


def _own(database: Database, person: str, course: str, since: datetime, until: datetime) -> list[Document]:
    where = {"person": person, "course": course, "at": {"$gte": since, "$lt": until}}
    return [one for one in database["bells"].find(where).sort("at", DESCENDING) if one["shown"]]


def _news(
    database: Database, reader: Document, board: list[Document], since: datetime, until: datetime
) -> list[Document]:
    """What was announced in that time and is for this reader; older news than the board's are looked up."""
    oldest = min((one["at"] for one in board), default=since)
    found = [one for one in board if since <= one["at"] < until]
    if len(board) == LAST and since < oldest:
        shown = {one["_id"] for one in board}
        where = {"course": reader["course"], "at": {"$gte": since, "$lt": until, "$lte": oldest}}
        found += [one for one in database["broadcasts"].find(where) if one["_id"] not in shown]
    return [one for one in found if bells.hears(reader, one)]


def _cursor(after: str | None) -> tuple[datetime, str]:
    if not after:
        return datetime.now(UTC) + timedelta(days=1), ""  # a worker whose clock is ahead hides nothing
    moment, _, identity = after.partition("~")
    try:
        at = datetime.fromisoformat(moment.replace(" ", "+"))
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or not 1900 <= at.year <= 2200:
        raise Invalid(errors={"after": ["Not the `next` of a page."]})
    return at.astimezone(UTC), identity


def own_since(database: Any, person: str, course: str, since: datetime, until: datetime) -> list[Document]:
    """Somebody's entries that rang in a stretch of time, as they are kept."""
    where = {"person": person, "course": course, "at": {"$gt": since, "$lte": until}}
    return list(database["bells"].find(where).sort("at", DESCENDING))
