"""The librarian: a duty that gives new texts their places and files every changed one under its terms.

One transaction files a handful and passes through the shelf of their course, so two librarians at once do no harm:
the second finds the shelf changed, and starts again. What is filed is found within a moment of being written.
"""

from collections import defaultdict

from kit.settings import Settings
from kit.unit_of_work import Work, transact
from pymongo.database import Database

from forum.domain import Document
from forum.domain.finding import BLOCK, packed, posting_key, unpacked, with_places

AT_ONCE = 40
"""Texts filed in one transaction; each has some hundred terms, long ones a thousand."""
MOST_CHANGES = 4_000
Changes = dict[tuple[str, int], dict[int, bool]]


def file_what_changed(database: Database, settings: Settings) -> int:
    """File all that is unfiled; returns how many texts that were."""
    total = 0
    while filed := transact(database, _file_some, deadline=settings.deadline):
        total += filed
    return total


def _file_some(work: Work) -> int:
    texts = sorted(work.find("search", {"unfiled": True}, limit=AT_ONCE), key=lambda text: (text["at"], text["_id"]))
    if not texts:
        return 0
    course = texts[0]["course"]
    shelf = work.find_one("shelves", course) or {"next": 0, "version": 0}
    place, changes, filed = shelf["next"], Changes(), 0
    for text in (text for text in texts if text["course"] == course):
        if "place" not in text and text["terms"]:
            text["place"], place = place, place + 1
        _note(changes, text)
        _settle(work, text)
        filed += 1
        if sum(map(len, changes.values())) > MOST_CHANGES:
            break
    _write(work, course, changes)
    _pass(work, course, shelf, place)
    return filed


def _note(changes: Changes, text: Document) -> None:
    """What changes in which block's set: places that join (True) or leave (False)."""
    before, after = set(text["filed"]), set(text["terms"])
    if before == after:
        return
    block, offset = divmod(text["place"], BLOCK)
    for term in before ^ after:
        changes.setdefault((term, block), {})[offset] = term in after


def _settle(work: Work, text: Document) -> None:
    if text["terms"]:
        fields = {"filed": text["terms"], "place": text["place"]}
        work.update("search", text["_id"], {"$set": fields, "$unset": {"unfiled": ""}})
    else:
        work.delete("search", text["_id"])


def _write(work: Work, course: str, changes: Changes) -> None:
    keys = {posting_key(course, term, block): (term, block) for term, block in changes}
    known = {one["_id"]: one for one in work.find("postings", {"_id": {"$in": list(keys)}})} if keys else {}
    for key, where in keys.items():
        joined: defaultdict[bool, list[int]] = defaultdict(list)
        for offset, joins in changes[where].items():
            joined[joins].append(offset)
        bits = with_places(unpacked(known.get(key)), joined[True], joined[False])
        if bits:
            work.update("postings", key, {"$set": packed(bits)}, upsert=True)
        elif key in known:
            work.delete("postings", key)


def _pass(work: Work, course: str, shelf: Document, place: int) -> None:
    """Only one librarian at a time: whoever read an older shelf fails here."""
    fields = {"next": place, "version": shelf["version"] + 1}
    if "_id" in shelf:
        work.guard("shelves", {"_id": course, "version": shelf["version"]}, {"$set": fields})
    else:
        work.insert("shelves", {"_id": course, **fields})
