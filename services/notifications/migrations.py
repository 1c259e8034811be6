"""Changes of data that earlier versions wrote."""

from kit.migrations import Migration
from pymongo.database import Database


def _mark_kin(database: Database) -> None:
    """Discussions that were merged or split say so themselves; whoever tells of a message looks nowhere else."""
    ends = {one[end] for one in database["kin"].find({}, {"discussion": 1, "of": 1}) for end in ("discussion", "of")}
    database["discussions"].update_many({"_id": {"$in": sorted(ends)}}, {"$set": {"kin": True}})


MIGRATIONS = (Migration(1, "mark the discussions that were merged or split", _mark_kin),)
