"""Discussions: what they are like, and what becomes of them as posts come and go."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kit.errors import Forbidden

from forum.domain import Document

MOST_ANSWERERS = 5
FOR_FACILITATORS = frozenset({"pinned", "locked"})


def new_discussion(
    identity: str,
    course: str,
    title: str,
    author: str,
    stage: int | None,
    question: bool,
    now: datetime,
    tags: Sequence[str] = (),
) -> Document:
    """A discussion without posts; its version counts what happened to it."""
    return {
        "_id": identity,
        "course": course,
        "title": title,
        "author": author,
        "stage": stage,
        "tags": list(tags),
        "question": question,
        "unanswered": question,
        "answer": None,
        "first_answer_at": None,
        "answerers": [],
        "due_at": None,
        "left_unanswered": False,
        "controversy": None,
        "locked": False,
        "pinned": False,
        "merged_into": None,
        "posts": 0,
        "at": now,
        "last_at": now,
        "version": 1,
    }


def with_post(discussion: Document, post: Document) -> Document:
    """The discussion once the post is in it."""
    counted = {"posts": post["number"], "last_at": max(post["at"], discussion["last_at"])}
    answered = _answered(discussion, post) if post["author"] != discussion["author"] else {}
    return {**discussion, **counted, **answered, "version": discussion["version"] + 1}


def rearranged(discussion: Document, posts: Sequence[Document]) -> Document:
    """The discussion with these posts in it, all there are, in order: after a merge, a split or a removal."""
    shown = [post for post in posts if not post["gone"]]
    answers = [post for post in shown if post["author"] != discussion["author"]]
    changed = {**discussion, "posts": len(posts), "last_at": max(post["at"] for post in posts)}
    changed |= {"answerers": [], "first_answer_at": None, "unanswered": discussion["question"]}
    if discussion["answer"] not in {post["_id"] for post in shown}:
        changed["answer"] = None
    for post in answers:
        changed |= _answered(changed, post)
    return changed


def changed(discussion: Document, changes: dict[str, Any], person: str, *, facilitator: bool) -> Document:
    """The discussion with another title, stage, tags, or pinned or locked; raises Forbidden for whom it is not."""
    if not facilitator and (person != discussion["author"] or FOR_FACILITATORS & set(changes)):
        raise Forbidden("Only who opened a discussion may change it, and only a facilitator may pin or lock it")
    after = {**discussion, **changes}
    waits = after["question"] and after["first_answer_at"] is None
    return after | {"unanswered": waits, "due_at": after["due_at"] if waits else None}


def orphaned(discussion: Document) -> Document:
    """The discussion when who opened it is to be forgotten: nobody waits for an answer any more."""
    return {**discussion, "author": None, "unanswered": False, "due_at": None}


def is_renamed(before: Document, after: Document) -> bool:
    """Whether it is called otherwise, or stands elsewhere."""
    return any(before[name] != after[name] for name in ("title", "stage", "tags"))


def _answered(discussion: Document, post: Document) -> Document:
    """What an answer changes: whoever else writes in a question answers it."""
    known = discussion["answerers"]
    answerers = known if post["author"] in known or len(known) >= MOST_ANSWERERS else [*known, post["author"]]
    first = discussion["first_answer_at"] or post["at"]
    return {"answerers": answerers, "first_answer_at": first, "unanswered": False, "due_at": None}
