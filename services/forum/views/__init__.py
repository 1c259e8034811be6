"""What can be read of the forum, by subject, and the read models that a replay rebuilds."""

from kit.errors import NotFound
from pymongo.database import Database

from forum.domain import Document

COLLECTIONS = ("courses", "stages")


def one(database: Database, collection: str, identity: str) -> Document:
    """Raises NotFound."""
    found = database[collection].find_one({"_id": identity})
    if found is None:
        raise NotFound()
    return found
