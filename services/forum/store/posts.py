"""Posts, what they said before, and who thanked for them."""

from collections.abc import Iterable
from typing import Any

from kit import files
from kit.event import new_id
from kit.unit_of_work import Work

from forum.domain import Document
from forum.domain.posts import erased, without
from forum.store import filing
from forum.store.base import by, one

COLLECTIONS = {
    "posts": [by("discussion", "number"), by("author", "course"), by("mentions", "course")],
    "edits": [by("post", "_id"), by("author", "course"), by("mentions", "course")],
    "thanks": [by("post", "_id"), by("person", "course")],
}


def post(work: Work, identity: str) -> Document:
    """Raises NotFound."""
    return one(work, "posts", identity, "message")


def thread(work: Work, discussion: str) -> list[Document]:
    """All posts of a discussion, in their order."""
    return sorted(work.find("posts", {"discussion": discussion}), key=lambda post: post["number"])


def save(work: Work, before: Document, after: Document) -> None:
    """Write what changed of a post; its discussion's version, which every such change raises, guards it."""
    if changes := {name: value for name, value in after.items() if before.get(name) != value}:
        work.update("posts", before["_id"], {"$set": changes})


def rearrange(work: Work, before: Iterable[Document], after: Iterable[Document]) -> None:
    """Write the new places of posts."""
    known = {post["_id"]: post for post in before}
    for moved in after:
        save(work, known[moved["_id"]], moved)


def keep_words(work: Work, post: Document) -> None:
    """Remember what a post said and showed until now; so it goes on claiming those files."""
    kept = {name: post[name] for name in ("course", "author", "body", "html", "mentions", "attachments")}
    work.insert("edits", {"_id": new_id(), "post": post["_id"], **kept, "until": work.now})


def ever_mentioned(work: Work, post: Document) -> set[str]:
    """Whom a post mentions, or did before one of its edits."""
    before = work.find("edits", {"post": post["_id"]}, projection={"mentions": 1})
    return {person for said in (post, *before) for person in said["mentions"]}


def forget_words(work: Work, post: Document) -> None:
    """What a post said before is gone, and the files that it shows, or did, are let go."""
    edits = list(work.find("edits", {"post": post["_id"]}, projection={"attachments": 1}))
    for edit in edits:
        work.delete("edits", edit["_id"])
    for file in {shown["file"]: None for said in (post, *edits) for shown in said.get("attachments", ())}:
        files.release(work, file, where_shown(post))


def where_shown(post: Document) -> str:
    """As what a post claims the files that it shows."""
    return f"post/{post['_id']}"


def thank(work: Work, post: Document, person: str) -> bool:
    """Whether this is the first thanks of the person for the post, which is then counted."""
    key = f"{post['_id']}/{person}"
    if work.find_one("thanks", key):
        return False
    work.insert("thanks", {"_id": key, "post": post["_id"], "person": person, "course": post["course"], "at": work.now})
    work.update("posts", post["_id"], {"$inc": {"thanks": 1}})
    return True


def take_thanks_back(work: Work, thanks: dict[str, Any]) -> None:
    work.delete("thanks", thanks["_id"])
    work.update("posts", thanks["post"], {"$inc": {"thanks": -1}})


def forget(work: Work, course: str, person: str) -> None:
    """The words of somebody are gone, and so are the thanks and the mentions that name them; threads stay whole."""
    for mine in work.find("posts", {"author": person, "course": course}):
        forget_words(work, mine)
        _rewrite(work, mine, erased(mine))
    for theirs in work.find("posts", {"mentions": person, "course": course}):
        _rewrite(work, theirs, without(person, theirs))
    for edit in work.find("edits", {"mentions": person, "course": course}):
        work.update("edits", edit["_id"], {"$set": without(person, edit)})
    for thanks in work.find("thanks", {"person": person, "course": course}):
        take_thanks_back(work, thanks)


def _rewrite(work: Work, before: Document, after: Document) -> None:
    save(work, before, after)
    filing.file(work, one(work, "discussions", after["discussion"], "discussion"), after)
