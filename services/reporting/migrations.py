"""Changes of data that earlier versions wrote."""

from kit.migrations import Migration
from pymongo.database import Database


def _make_reports_again(database: Database) -> None:
    """Their tables say where they come from now, so they are made again, from the position that each has kept."""
    database["bilans"].update_many({"made": {"$exists": True}}, {"$unset": {"made": ""}})


MIGRATIONS = (Migration(1, "make published reports again, with where their tables come from", _make_reports_again),)
