"""Who shows a file: in the transaction that begins or ends showing it, so that no file is missing and none stays."""

from datetime import UTC, datetime
from typing import Any

from pymongo.database import Database

from kit.files.kinds import refused
from kit.files.shelf import FILES
from kit.unit_of_work import Work

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def claim(work: Work, file: str, by: str, *, owner: str, field: str = "file") -> dict[str, Any]:
    """Show a file in the thing `by`; returns what is known of it. Raises Invalid unless the owner brought it."""
    found = work.find_one(FILES, file)
    if found is None or owner not in found["owners"]:
        problem = refused("There is no such file of yours: bring it first.")
        raise type(problem)(errors={field: problem.extra["errors"]["file"]})
    work.guard(FILES, {"_id": file}, {"$addToSet": {"claims": by}, "$unset": {"unclaimed": ""}})
    return {"file": file, **{name: found[name] for name in ("kind", "size", "width", "height")}}


def release(work: Work, file: str, by: str) -> None:
    """The thing `by` shows the file no more; when nothing does, it is swept away within a day."""
    gone = {"$setDifference": ["$claims", [by]]}
    unclaimed = {"$cond": [{"$eq": ["$claims", []]}, True, "$$REMOVE"]}
    work.update(FILES, file, [{"$set": {"claims": gone, "at": work.now}}, {"$set": {"unclaimed": unclaimed}}])


def disown(database: Database, owner: str) -> None:
    """Forget who brought files; what nobody else brought and nothing shows is swept at the next round."""
    files = database[FILES]
    files.update_many({"owners": [owner], "unclaimed": True}, {"$set": {"at": LONG_AGO}})
    files.update_many({"owners": owner}, {"$pull": {"owners": owner}})
