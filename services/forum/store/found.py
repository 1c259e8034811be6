"""What can be found besides messages: projects, controversies that have opened, requests for a hand to everybody."""

from kit.unit_of_work import Work

from forum.domain import Document
from forum.store import search


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


def file_again(work: Work, kind: str, thing: Document) -> None:
    """File a thing that was hidden or restored; of other kinds, see filing.py."""
    if kind == "project":
        file_project(work, thing)
    elif kind == "help":
        file_request(work, thing)


def _file(work: Work, kind: str, thing: Document, title: str, text: str, tags: list[str] | None = None) -> None:
    search.index(work, kind, thing["_id"], thing["course"], title, text, author=thing["author"], tags=tags or [])
