"""Lists of discussions, with what is new to the reader; each page touches about twice the documents that it shows."""

from typing import Any

from kit.errors import NotFound
from kit.identity import Person
from kit.recent import Cursor, newest
from pymongo.database import Database

from forum import views
from forum.domain import Document, is_facilitator
from forum.views.pages import filled
from forum.views.reading import Reader

Places = list[tuple[Cursor, Document]]


def one(database: Database, person: Person, identity: str) -> Document:
    """A discussion under any of its addresses, with its news; raises NotFound, Forbidden (not in its course)."""
    found = views.one(database, "discussions", identity)
    while found.get("merged_into"):
        found = views.one(database, "discussions", found["merged_into"])
    person.must_be_in(found["course"])
    if not is_shown(found, person):
        raise NotFound()
    return Reader(database, person.id, found["course"]).with_news([found])[0]


def is_shown(thing: Document, person: Person) -> bool:
    """Hidden content is seen by its author and by facilitators only."""
    return not thing.get("hidden") or thing["author"] == person.id or is_facilitator(person, thing["course"])


def discussions(database: Database, person: Person, course: str, asked: dict[str, Any]) -> dict[str, Any]:
    """One page, the latest written in first; without filters the pinned ones stand before the first page.

    `filter` is unread, unanswered, followed (those that one wrote in, by when one did last) or mine. A page of filtered
    ones may hold fewer than asked for although there is a next one.
    """
    reader, after = Reader(database, person.id, course), Cursor.read(asked.get("after"))
    chosen = _chosen(asked, person)
    places = _followed if asked.get("filter") == "followed" else _latest

    def find(limit: int, after: Cursor | None) -> list[tuple[Cursor, Document | None]]:
        found = places(database, reader, chosen, limit, after)
        news = reader.with_news([discussion for _, discussion in found])
        return [(place, one if wanted(one) else None) for (place, _), one in zip(found, news, strict=True)]

    def wanted(discussion: Document) -> bool:
        is_new = discussion["unread"] > 0 or asked.get("filter") != "unread"
        return is_new and _fits(discussion, chosen) and is_shown(discussion, person)

    items, following = filled(find, asked["limit"], after)
    if "pinned" in chosen and after is None:
        items = reader.with_news(_pinned(database, person, course)) + items
    return {"items": items, "next": str(following) if following else None}


def _chosen(asked: dict[str, Any], person: Person) -> Document:
    """The fields that a discussion must have to be in the list."""
    chosen = {field: asked[name] for name, field in (("stage", "stage"), ("tag", "tags")) if asked.get(name)}
    match asked.get("filter"):
        case "mine":
            chosen["author"] = person.id
        case "unanswered":
            chosen["unanswered"] = True
        case None if not chosen:
            chosen["pinned"] = False
    return chosen


def _fits(discussion: Document, chosen: Document) -> bool:
    return all(value == discussion[name] or value in _many(discussion[name]) for name, value in chosen.items())


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _latest(database: Database, reader: Reader, chosen: Document, limit: int, after: Cursor | None) -> Places:
    # whether one is pinned is looked at afterwards: few are, and no index holds it together with the moment
    where = {"course": reader.course} | {name: value for name, value in chosen.items() if name != "pinned"}
    found = newest(database["discussions"], where, "last_at", limit, after)
    return [(Cursor.of(one, "last_at"), one) for one in found]


def _followed(database: Database, reader: Reader, _: Document, limit: int, after: Cursor | None) -> Places:
    """What was merged into another is followed there."""
    whose = {"person": reader.person, "course": reader.course}
    reads = newest(database["reads"], whose, "wrote_at", limit, after)
    reader.remember(reads)
    found = database["discussions"].find({"_id": {"$in": [one["discussion"] for one in reads]}})
    known = {one["_id"]: one for one in found if one["merged_into"] is None}
    return [(Cursor.of(one, "wrote_at"), known[one["discussion"]]) for one in reads if one["discussion"] in known]


def _pinned(database: Database, person: Person, course: str) -> list[Document]:
    found = [one for one in database["discussions"].find({"course": course, "pinned": True}) if is_shown(one, person)]
    return sorted(found, key=lambda one: one["last_at"], reverse=True)
