"""Collections, their indexes, and how documents are found and saved, by subject."""

from kit.errors import NotFound
from kit.unit_of_work import Work
from pymongo import ASCENDING, IndexModel

from forum.domain import Document


def _by(*names: str) -> IndexModel:
    return IndexModel([(name, ASCENDING) for name in names])


COLLECTIONS = {
    "discussions": [_by("course", "_id"), _by("course", "last_at")],
    "posts": [_by("discussion", "_id")],
    "projects": [_by("course", "_id")],
    "controversies": [_by("course", "_id")],
    "courses": [],
    "stages": [],
}


def course_is_known(work: Work, course: str) -> bool:
    return work.find_one("courses", course) is not None


def must_know(work: Work, course: str) -> None:
    """Raises NotFound for a course that was never opened."""
    if not course_is_known(work, course):
        raise NotFound(f"There is no course {course}")


def stage_is_open(work: Work, course: str, number: int) -> bool:
    return work.find_one("stages", f"{course}/{number}") is not None


def one(work: Work, collection: str, identity: str, what: str) -> Document:
    """Raises NotFound, naming `what` is not there."""
    found = work.find_one(collection, identity)
    if found is None:
        raise NotFound(f"There is no such {what}")
    return found


def discussion(work: Work, identity: str) -> Document:
    return one(work, "discussions", identity, "discussion")


def save(work: Work, collection: str, before: Document, after: Document) -> None:
    """Write what changed, if the thing is still at the version that was read."""
    changes = {name: value for name, value in after.items() if name != "version" and before.get(name) != value}
    work.change(collection, before, {"$set": changes})
