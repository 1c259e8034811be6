"""The texts that can be found; the librarian (librarian.py) gives them places and files them under their terms.

Commands only say what a text is now, in their own transaction: filing it at once would make everybody who writes in a
course wait for each other, since most texts share some words.
"""

from collections.abc import Iterable
from typing import Any

from kit.unit_of_work import Work
from pymongo import ASCENDING, IndexModel

from forum.domain import finding
from forum.store.base import by

COLLECTIONS = {
    "search": [
        by("course", "place"),
        IndexModel([("unfiled", ASCENDING)], partialFilterExpression={"unfiled": True}),
    ],
    "postings": [],
    "shelves": [],
}


def index(
    work: Work,
    kind: str,
    identity: str,
    course: str,
    title: str,
    text: str,
    *,
    author: str | None = None,
    stage: int | None = None,
    tags: Iterable[str] = (),
    discussion: str | None = None,
    also: Iterable[str] = (),
) -> None:
    """Let something be found: call it whenever its words change; `text` is plain, `also` are terms of its own.

    `kind` is discussion, post, project, controversy or help; `discussion` is the one that it stands in.
    """
    terms = sorted({*finding.terms(kind, title, text, author, stage, tags), *also})
    fields: dict[str, Any] = {"kind": kind, "thing": identity, "course": course, "title": title, "text": text}
    fields |= {"author": author, "discussion": discussion, "terms": terms, "unfiled": True}
    known = {"filed": [], "at": work.now}
    work.update("search", f"{kind}/{identity}", {"$set": fields, "$setOnInsert": known}, upsert=True)


def forget(work: Work, kind: str, identity: str) -> None:
    """Let something be found no more."""
    empty: dict[str, Any] = {"title": "", "text": "", "terms": [], "author": None, "unfiled": True}
    work.update("search", f"{kind}/{identity}", {"$set": empty})


def relabel(work: Work, kind: str, identity: str, gone: Iterable[str], new: Iterable[str], discussion: str) -> None:
    """Change some terms of something, and where it stands; its words stay."""
    terms = {"$setUnion": [{"$setDifference": ["$terms", list(gone)]}, list(new)]}
    change = {"terms": terms, "discussion": discussion, "unfiled": True}
    # an upsert never: what was forgotten stays so
    work.update("search", {"_id": f"{kind}/{identity}", "terms": {"$ne": []}}, [{"$set": change}])
