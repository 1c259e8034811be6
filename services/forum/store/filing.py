"""Discussions and posts as texts that can be found: an opening stands with its title, each answer for itself."""

from collections.abc import Iterable

from kit.unit_of_work import Work

from forum.domain import Document
from forum.domain.posts import text
from forum.store import search
from forum.store.base import one

UNANSWERED = "unanswered"


def file(work: Work, discussion: Document, post: Document) -> None:
    """File a post, or the whole of a discussion's opening, as it is now; what is hidden is found no more."""
    opening = post["number"] == 1
    kind, identity = ("discussion", discussion["_id"]) if opening else ("post", post["_id"])
    if post["hidden"] or (discussion.get("hidden") if opening else post["gone"]):
        return search.forget(work, kind, identity)
    return search.index(
        work,
        kind,
        identity,
        discussion["course"],
        discussion["title"] if opening else "",
        "" if post["gone"] else text(post),
        author=post["author"],
        stage=discussion["stage"],
        tags=discussion["tags"],
        discussion=discussion["_id"],
        also=[UNANSWERED] if opening and discussion["unanswered"] else (),
    )


def file_again(work: Work, kind: str, thing: Document) -> None:
    """File a discussion or a post that was hidden or restored; things of other kinds are not filed here."""
    if kind == "discussion":
        file(work, thing, one(work, "posts", {"discussion": thing["_id"], "number": 1}, "message"))
    elif kind == "post":
        file(work, one(work, "discussions", thing["discussion"], "discussion"), thing)


def answered(work: Work, before: Document, after: Document) -> None:
    """Let a question be found as answered, or not, when that changed."""
    if before["unanswered"] != after["unanswered"]:
        gone, new = ([UNANSWERED], []) if before["unanswered"] else ([], [UNANSWERED])
        search.relabel(work, "discussion", after["_id"], gone, new, after["_id"])


def relabel(work: Work, before: Document, after: Document, posts: Iterable[Document]) -> None:
    """File posts under the stage and the tags of the discussion that they now stand in."""
    gone, new = labels(before), labels(after)
    for post in posts:
        search.relabel(work, "post", post["_id"], gone, new, after["_id"])


def labels(discussion: Document) -> list[str]:
    stage = [f"stage:{discussion['stage']}"] if discussion["stage"] is not None else []
    return [*stage, *("tag:" + tag for tag in discussion["tags"])]
