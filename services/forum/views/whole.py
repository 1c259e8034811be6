"""What a page shows at once, in one answer: a reader far away waits for one call where it would be three."""

from typing import Any

from kit.errors import Conflict
from kit.identity import Person
from pymongo.database import Database

from forum.domain import Document
from forum.domain.controversies import OPEN
from forum.views import controversies, discussions, posts, projects

AT_A_GLANCE = 5
ARGUMENTS = 100
"""The first of them; who wants more asks for the list."""
RECENT = 10


def discussion(database: Database, person: Person, identity: str, limit: int, after: str | None) -> Document:
    """A discussion and a page of its posts. Raises NotFound, Forbidden."""
    found = discussions.one(database, person, identity)
    page = posts.of_discussion(database, person, found, limit, after)
    return {"discussion": found, "posts": page["items"], "next": page["next"]}


def controversy(database: Database, person: Person, identity: str, language: str | None) -> Document:
    """A controversy, its arguments and what came of it, as far as this person may see. Raises NotFound, Forbidden."""
    try:
        found = controversies.seen(database, person, identity)
    except Conflict:
        return {
            "controversy": controversies.controversy(database, person, identity),
            "arguments": None,
            "outcome": None,
        }
    return {
        "controversy": found,
        "arguments": controversies.arguments(database, person, identity, None, ARGUMENTS, None)["items"],
        "outcome": controversies.outcome(database, found, language),
    }


def glance(database: Database, person: Person, course: str) -> dict[str, Any]:
    """What moves in a course: the latest discussions, the open controversy, every project on the map."""
    recent = controversies.controversies(database, person, course, RECENT, None)["items"]
    return {
        "discussions": discussions.discussions(database, person, course, {"limit": AT_A_GLANCE})["items"],
        "controversy": next((one for one in recent if one["state"] == OPEN), None),
        "spots": projects.spots(database, person, course)["items"],
    }
