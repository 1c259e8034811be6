"""Projects, their news, and glimpses of others."""

from datetime import UTC, datetime, timedelta

from kit import files
from kit.unit_of_work import Work
from pymongo import ASCENDING, IndexModel
from pymongo.database import Database

from forum.domain import Document, teams
from forum.domain.titles import PROJECT
from forum.store import filing, standings, titles
from forum.store.base import amend, by, one

COLLECTIONS = {
    "projects": [
        by("course", "_id"),
        by("members"),
        by("author"),
        # None sorts below every date, so those that are never asked lie outside every range of dates
        by("quiet_at"),
        IndexModel([("introduced", ASCENDING)], partialFilterExpression={"introduced": False}),
    ],
    "news": [by("project", "_id"), by("author"), by("pictures.file")],
    "glimpses": [by("course", "_id"), by("author")],
    "counts": [],
}
COMPARED = 500
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def project(work: Work, identity: str) -> Document:
    return one(work, "projects", identity, "project")


def quiet_days(work: Work, course: str) -> int:
    return standings.rules(work, course)["quiet_after_days"]


def gone_quiet(database: Database, now: datetime) -> list[str]:
    where = {"quiet_at": {"$gt": LONG_AGO, "$lte": now}}
    return [one["_id"] for one in database["projects"].find(where, {"_id": 1}, limit=100)]


def not_introduced(database: Database) -> list[str]:
    return [one["_id"] for one in database["projects"].find({"introduced": False}, {"_id": 1}, limit=100)]


def comparable(work: Work, project: Document) -> list[Document]:
    """The latest other projects of the course, as far as it takes to compare and introduce them."""
    where = {"course": project["course"], "_id": {"$ne": project["_id"]}, "members": {"$ne": []}, "hidden": None}
    fields = ["title", "summary", "theme", "place", "members"]
    return list(work.find("projects", where, projection=fields, sort=[("_id", -1)], limit=COMPARED))


def look_again(work: Work, course: str, days: int) -> None:
    """Another number of quiet days holds for the projects that are there, too."""
    for each in work.find("projects", {"course": course, "quiet_at": {"$ne": None}}, projection=["last_at"]):
        work.update("projects", each["_id"], {"$set": {"quiet_at": each["last_at"] + timedelta(days=days)}})


def count_glimpse(work: Work, course: str) -> None:
    work.update("counts", course, {"$inc": {"glimpses": 1}}, upsert=True)


def forget(work: Work, course: str, person: str) -> None:
    """Erased: the project stays with its team, what the person wrote of its progress goes, glimpses count on.

    The words of a project belong to its team: with the last of them they go.
    """
    for each in _of_the_team_or_declared_by(work, course, person):
        after = teams.without(each, person)
        after["author"] = None if each["author"] == person else each["author"]
        after["needs"] = [one for one in each["needs"] if one["by"] != person]
        if after["members"]:
            amend(work, "projects", each, after)
        else:
            alone = {"summary": "", "quiet_at": None, "introduced": True}
            after = titles.forget(work, PROJECT, each, after | alone)
        filing.file_project(work, after)
    for each in work.find("news", {"course": course, "author": person}):
        work.update("news", each["_id"], {"$set": {"author": None, "body": "", "pictures": []}})
        for picture in each["pictures"]:
            files.release(work, picture["file"], f"news/{each['_id']}")
    for each in work.find("files", {"owners": person}, projection=["_id"]):
        work.update("files", each["_id"], {"$pull": {"owners": person}})
    for each in work.find("glimpses", {"course": course, "author": person}):
        work.update("glimpses", each["_id"], {"$set": {"author": None, "line": ""}})


def _of_the_team_or_declared_by(work: Work, course: str, person: str) -> list[Document]:
    """Asked for one after the other: not every engine looks up alternatives in an index."""
    found = [one for name in ("members", "author") for one in work.find("projects", {name: person, "course": course})]
    return list({one["_id"]: one for one in found}.values())
