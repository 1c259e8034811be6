"""Lists of projects."""

from typing import Any

from pymongo.database import Database

from forum.views import newest_first


def projects(database: Database, course: str, limit: int, after: str | None) -> dict[str, Any]:
    """Newest first."""
    return newest_first(database, "projects", course, limit, after)
