"""Finding texts: the newest that hold every word asked for, and discussions like one that is being written."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from kit.errors import Invalid
from kit.identity import Person
from kit.words import stems
from pymongo.database import Database

from forum.domain import Document, finding
from forum.domain.snippets import snippet
from forum.store.filing import UNANSWERED
from forum.views.discussions import is_shown
from forum.views.pages import filled
from forum.views.reading import Reader

MOST_BLOCKS = 8
"""Blocks of places read at once, after one, two and four."""
SIMILAR, MOST_WORDS, NEWEST_BLOCKS = 5, 8, 4


def search(database: Database, person: Person, course: str, asked: dict[str, Any]) -> dict[str, Any]:
    """One page of what is found, the newest first; raises Invalid for a foreign cursor.

    When only followed or unread things are wanted, a page may hold fewer than asked for although there is a next one.
    """
    words = finding.asked(asked.get("q", ""))
    terms = words + _filters(person, asked)
    after = _place(asked.get("after"))
    if not terms or (asked.get("q") and not words):
        return {"items": [], "next": None}

    def find(limit: int, below: int | None) -> list[tuple[int, Document | None]]:
        places = list(islice(_places(database, course, terms, below), limit))
        texts = _at(database, course, places)
        seen = _seen(database, person, course, texts.values(), asked.get("filter"))
        return [(place, _found(texts[place], words, seen) if place in texts else None) for place in places]

    items, following = filled(find, asked["limit"], after)
    return {"items": items, "next": None if following is None else str(following)}


def similar(database: Database, person: Person, course: str, title: str) -> list[Document]:
    """Up to five discussions like one with this title, of those that a person may see."""
    return [one for one in resembling(database, course, title) if is_shown(one, person)]


def resembling(database: Database, course: str, title: str) -> list[Document]:
    """Up to five discussions whose titles share the most with a title, whatever their age."""
    words = sorted(stems(title), key=len, reverse=True)[:MOST_WORDS]
    terms = [finding.TITLE + word for word in words]
    last = _next_place(database, course) // finding.BLOCK
    blocks = range(last, max(-1, last - NEWEST_BLOCKS), -1)
    sets = _sets(database, course, terms, blocks)
    lowest = blocks[-1] * finding.BLOCK
    whole = [sum(sets[term, block] << (block * finding.BLOCK - lowest) for block in blocks) for term in terms]
    places = [lowest + offset for offset in finding.closest(whole, SIMILAR)]
    texts = _at(database, course, places)
    known = _discussions(database, texts.values())
    return [known[name] for place in places if place in texts and (name := texts[place]["discussion"]) in known]


def _filters(person: Person, asked: dict[str, Any]) -> list[str]:
    """The terms that say what a text must be."""
    chosen = [f"{name}:{asked[name]}" for name in ("kind", "stage", "tag") if asked.get(name)]
    special = {"mine": [f"by:{person.id}"], "unanswered": [UNANSWERED]}
    return chosen + special.get(asked.get("filter", ""), [])


def _places(database: Database, course: str, terms: list[str], below: int | None) -> Iterator[int]:
    """Where every term is, from the newest down; reads more and more blocks as it gets further."""
    below = _next_place(database, course) if below is None else below
    block, at_once = (below - 1) // finding.BLOCK, 1
    while block >= 0:
        blocks = range(block, max(-1, block - at_once), -1)
        sets = _sets(database, course, terms, blocks)
        for each in blocks:
            together = finding.common([sets[term, each] for term in terms])
            start = each * finding.BLOCK
            if below < start + finding.BLOCK:
                together &= (1 << max(0, below - start)) - 1
            yield from (start + offset for offset in finding.from_the_last(together))
        block, at_once = blocks[-1] - 1, min(MOST_BLOCKS, 2 * at_once)


def _sets(database: Database, course: str, terms: Iterable[str], blocks: Iterable[int]) -> dict[tuple[str, int], int]:
    wanted = {finding.posting_key(course, term, block): (term, block) for term in terms for block in blocks}
    kept = {one["_id"]: one for one in database["postings"].find({"_id": {"$in": list(wanted)}})}
    return {where: finding.unpacked(kept.get(key)) for key, where in wanted.items()}


def _next_place(database: Database, course: str) -> int:
    return (database["shelves"].find_one({"_id": course}) or {"next": 0})["next"]


def _at(database: Database, course: str, places: list[int]) -> dict[int, Document]:
    found = list(database["search"].find({"course": course, "place": {"$in": places}})) if places else []
    return {text["place"]: text for text in found}


def _discussions(database: Database, texts: Iterable[Document]) -> dict[str, Document]:
    keys = list({text["discussion"] for text in texts if text["discussion"]})
    return {one["_id"]: one for one in database["discussions"].find({"_id": {"$in": keys}})} if keys else {}


def _seen(
    database: Database, person: Person, course: str, texts: Iterable[Document], only: str | None
) -> dict[str | None, str]:
    """The discussions in which something may be found, with their titles; None stands for what is in none."""
    found = [one for one in _discussions(database, texts).values() if is_shown(one, person)]
    reader = Reader(database, person.id, course)
    if only == "followed":
        reads = reader.reads(one["_id"] for one in found)
        follows = {name for name, read in reads.items() if "wrote_at" in read}
        return {one["_id"]: one["title"] for one in found if one["_id"] in follows}
    if only == "unread":
        return {one["_id"]: one["title"] for one in reader.with_news(found) if one["unread"]}
    return {None: "", **{one["_id"]: one["title"] for one in found}}


def _found(text: Document, words: list[str], seen: dict[str | None, str]) -> Document | None:
    if text["discussion"] not in seen:
        return None
    told = {name: text[name] for name in ("kind", "course", "author", "discussion", "at")}
    title = seen[text["discussion"]] or text["title"]
    return {**told, "_id": text["thing"], "title": title, **snippet(text["text"], set(words))}


def _place(after: str | None) -> int | None:
    if after is None:
        return None
    if not after.isascii() or not after.isdigit() or len(after) > 12:
        raise Invalid(errors={"after": ["Not a cursor that a page gave."]})
    return int(after)
