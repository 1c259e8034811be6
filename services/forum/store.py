"""Collections, their indexes, and how documents are found and saved."""

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


def stage_is_open(work: Work, course: str, number: int) -> bool:
    return work.find_one("stages", f"{course}/{number}") is not None


def discussion(work: Work, identity: str) -> Document:
    """Raises NotFound."""
    found = work.find_one("discussions", identity)
    if found is None:
        raise NotFound("There is no such discussion")
    return found


def save_discussion(work: Work, before: Document, after: Document) -> None:
    """Write what changed, if the discussion is still at the version that was read."""
    changes = {name: value for name, value in after.items() if name != "version" and before.get(name) != value}
    work.change("discussions", before, {"$set": changes})


def add_post(work: Work, post: Document) -> None:
    work.insert("posts", post)
