"""Changes of data that earlier versions wrote."""

from kit.migrations import Migration
from pymongo.database import Database


def _mark_kin(database: Database) -> None:
    """Discussions that were merged or split say so themselves; whoever tells of a message looks nowhere else."""
    ends = {one[end] for one in database["kin"].find({}, {"discussion": 1, "of": 1}) for end in ("discussion", "of")}
    database["discussions"].update_many({"_id": {"$in": sorted(ends)}}, {"$set": {"kin": True}})


def _title_discussions(database: Database) -> None:
    """Discussions know what they are called, by their latest message; neither messages nor kin do any more."""
    latest: dict[str, tuple[int, str]] = {}
    for post in database["posts"].find({"title": {"$exists": True}}, {"discussion": 1, "sequence": 1, "title": 1}):
        told = (post["sequence"], post["title"])
        latest[post["discussion"]] = max(told, latest.get(post["discussion"], told))
    for discussion, (sequence, title) in latest.items():
        untitled = {"_id": discussion, "title": {"$exists": False}}
        database["discussions"].update_one(untitled, {"$set": {"title": title, "titled": sequence}})
    for collection in ("posts", "kin"):
        database[collection].update_many({"title": {"$exists": True}}, {"$unset": {"title": ""}})


MIGRATIONS = (
    Migration(1, "mark the discussions that were merged or split", _mark_kin),
    Migration(2, "title the discussions", _title_discussions),
)
