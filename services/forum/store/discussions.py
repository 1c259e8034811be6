"""Discussions, and the one that stays when some are merged."""

from kit.errors import Conflict
from kit.unit_of_work import Work
from pymongo import ASCENDING, IndexModel

from forum.domain import Document
from forum.domain import discussions as domain
from forum.domain.titles import DISCUSSION
from forum.store import filing, titles
from forum.store.base import by, one

COLLECTIONS = {
    "discussions": [
        by("course", "last_at"),
        by("course", "unanswered", "last_at"),
        by("course", "author", "last_at"),
        by("course", "stage", "last_at"),
        by("course", "tags", "last_at"),
        by("merged_into"),
        IndexModel([("course", ASCENDING), ("pinned", ASCENDING)], partialFilterExpression={"pinned": True}),
        IndexModel([("due_at", ASCENDING)], partialFilterExpression={"unanswered": True}),
    ],
}
MOST_PINNED = 5


def discussion(work: Work, identity: str) -> Document:
    """A discussion under any of its addresses; raises NotFound."""
    found = one(work, "discussions", identity, "discussion")
    return discussion(work, found["merged_into"]) if found.get("merged_into") else found


def lead_to(work: Work, merged: Document, stays: Document) -> None:
    """Every address of a discussion leads to another, which is one step away from each; the lists show it no more."""
    for former in work.find("discussions", {"merged_into": merged["_id"]}):
        work.update("discussions", former["_id"], {"$set": {"merged_into": stays["_id"]}})
    gone = {"merged_into": stays["_id"], "last_at": None, "pinned": False, "unanswered": False, "due_at": None}
    work.guard(
        "discussions", {"_id": merged["_id"], "version": merged["version"]}, {"$set": gone, "$inc": {"version": 1}}
    )


def must_have_room_for_a_pin(work: Work, course: str) -> None:
    """Raises Conflict when as many discussions are pinned as readers bear."""
    if len(list(work.find("discussions", {"course": course, "pinned": True}))) >= MOST_PINNED:
        raise Conflict(f"{MOST_PINNED} discussions are pinned already; take one down first")


def forget(work: Work, course: str, person: str) -> None:
    """What somebody opened is nobody's and has a neutral title; addresses stay."""
    for mine in list(work.find("discussions", {"course": course, "author": person})):
        after = titles.forget(work, DISCUSSION, mine, domain.orphaned(mine))
        if opening := work.find_one("posts", {"discussion": mine["_id"], "number": 1}):
            filing.file(work, after, opening)
    for read in work.find("reads", {"person": person, "course": course}, projection={"discussion": 1}):
        work.update("discussions", read["discussion"], {"$pull": {"answerers": person}})
