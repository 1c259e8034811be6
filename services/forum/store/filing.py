"""What can be found: messages, projects, controversies that have opened, requests for a hand to everybody.

A discussion's opening stands with its title, each answer for itself; what is hidden or has no words is found no more.
"""

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
    """File a thing that was hidden or restored; arguments and the like are not found by their words."""
    match kind:
        case "discussion":
            file(work, thing, one(work, "posts", {"discussion": thing["_id"], "number": 1}, "message"))
        case "post":
            file(work, one(work, "discussions", thing["discussion"], "discussion"), thing)
        case "project":
            file_project(work, thing)
        case "help":
            file_request(work, thing)


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


def file_project(work: Work, project: Document) -> None:
    """A project by its words, its place and what it needs; what is hidden or left without words is found no more."""
    if project.get("hidden") or not project["summary"]:
        return search.forget(work, "project", project["_id"])
    needs = " ".join(one["text"] for one in project["needs"])
    text = f"{project['summary']} {project['place']['name']} {needs}".strip()
    return _file(work, "project", project, project["title"], text, tags=[project["theme"]])


def file_controversy(work: Work, controversy: Document) -> None:
    conclusion = (controversy["conclusion"] or {"body": ""})["body"]
    text = f"{controversy['context']} {conclusion}".strip()
    return _file(work, "controversy", controversy, controversy["question"], text)


def file_request(work: Work, request: Document) -> None:
    """A request for a hand, unless it is between a few people."""
    if request.get("hidden") or request["to"] or not request["body"]:
        return search.forget(work, "help", request["_id"])
    return _file(work, "help", request, request["title"], request["body"])


def _file(work: Work, kind: str, thing: Document, title: str, text: str, tags: list[str] | None = None) -> None:
    search.index(work, kind, thing["_id"], thing["course"], title, text, author=thing["author"], tags=tags or [])
