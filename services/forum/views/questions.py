"""What people said that they can help with."""

from pymongo.database import Database

from forum.domain import Document


def subjects(database: Database, person: str, course: str) -> Document:
    """None, for who said nothing."""
    return database["subjects"].find_one({"_id": f"{person}/{course}"}) or {"subjects": []}
