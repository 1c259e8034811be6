"""Reports, the cases that gather them, and decisions."""

from kit.errors import NotFound
from kit.unit_of_work import Work

from forum.domain import Document
from forum.domain import moderation as domain
from forum.store import standings
from forum.store.base import by, one

COLLECTIONS = {
    "reports": [by("case", "by", unique=True), by("by"), by("author")],
    "cases": [by("course", "open", "since"), by("author")],
    "decisions": [by("course", "_id"), by("author", "_id")],
}


def thing(work: Work, course: str, about: Document) -> Document:
    """What a report or a decision is about, its `author` the person concerned; raises NotFound outside the course."""
    if about["type"] == domain.PERSON:
        if not standings.is_member(work, course, about["id"]):
            raise NotFound("There is no such person in this course")
        return {"author": about["id"], "course": course}
    found = one(work, domain.COLLECTIONS[about["type"]], about["id"], about["type"])
    if found["course"] != course:
        raise NotFound(f"There is no such {about['type']} in this course")
    return found


def case(work: Work, course: str, about: Document, author: str) -> Document:
    """The case of a thing, or a new one without reports."""
    return work.find_one("cases", domain.case_key(course, about)) or domain.new_case(course, about, author)


def is_reported_by(work: Work, case: str, person: str) -> bool:
    return work.find_one("reports", {"case": case, "by": person}) is not None


def put_case(work: Work, case: Document) -> None:
    work.update("cases", case["_id"], {"$set": {name: case[name] for name in case if name != "_id"}}, upsert=True)


def forget(work: Work, course: str, person: str) -> None:
    """Erased: what was reported of or by the person is no longer theirs; the words go, the counts stay."""
    for report in _reports_by_or_of(work, course, person):
        whose: Document = {"reason": "", "about": _without(report["about"], person)}
        if report["about"]["id"] == person:
            whose["case"] = f"gone/{report['_id']}"
        if report["author"] == person:
            whose["author"] = None
        if report["by"] == person:  # with the case it is unique: who is gone leaves the report's own id there
            whose["by"] = f"gone/{report['_id']}"
        work.update("reports", report["_id"], {"$set": whose})
    for case in work.find("cases", {"course": course, "author": person}):
        if case["about"]["type"] == domain.PERSON:
            work.delete("cases", case["_id"])
        else:
            work.update("cases", case["_id"], {"$set": {"author": None}})
    for decision in work.find("decisions", {"course": course, "author": person}):
        about = _without(decision["about"], person)
        work.update("decisions", decision["_id"], {"$set": {"author": None, "reason": "", "about": about}})


def _reports_by_or_of(work: Work, course: str, person: str) -> list[Document]:
    found = [one for name in ("by", "author") for one in work.find("reports", {name: person, "course": course})]
    return list({one["_id"]: one for one in found}.values())


def _without(about: Document, person: str) -> Document:
    return {**about, "id": "gone"} if about["id"] == person else about
