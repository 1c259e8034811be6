"""Whether a file may be seen: by people of the course that shows it, and by whoever brought it."""

from kit.errors import NotFound
from kit.identity import Person
from pymongo.database import Database


def name_of_file(database: Database, person: Person, course: str, file: str) -> str:
    """What the file is called where it is shown, if anywhere. Raises NotFound for a file of another course."""
    found = database["files"].find_one({"_id": file})
    shown = [claim for claim in (found or {}).get("claims", ()) if claim.startswith(f"{course}/")]
    if found is None or not (shown or person.id in found["owners"]):
        raise NotFound("There is no such file")
    for claim in shown:
        _, collection, identity = claim.split("/", 2)
        thing = database[collection].find_one({"_id": identity}, {"attachments": 1, "title": 1}) or {}
        for one in thing.get("attachments", [{"file": file, "name": thing.get("title", "")}]):
            if one["file"] == file:
                return one["name"]
    return ""
