"""How documents of any subject are found and saved."""

from kit.errors import NotFound
from kit.unit_of_work import Work
from pymongo import ASCENDING, IndexModel

from forum.domain import Document


def by(*names: str, unique: bool = False) -> IndexModel:
    return IndexModel([(name, ASCENDING) for name in names], unique=unique)


def one(work: Work, collection: str, identity: str | Document, what: str) -> Document:
    """Raises NotFound, naming `what` is not there."""
    found = work.find_one(collection, identity)
    if found is None:
        raise NotFound(f"There is no such {what}")
    return found


def save(work: Work, collection: str, before: Document, after: Document) -> None:
    """Write what changed, if the thing is still at the version that was read."""
    work.change(collection, before, {"$set": _changes(before, after)})


def amend(work: Work, collection: str, before: Document, after: Document) -> None:
    """Write what changed without a new version, since no event tells of it; another's change makes it run again."""
    key: Document = {name: before[name] for name in ("_id", "version") if name in before}
    if changes := _changes(before, after):
        work.guard(collection, key, {"$set": changes})


def _changes(before: Document, after: Document) -> Document:
    return {name: value for name, value in after.items() if name != "version" and before.get(name) != value}
