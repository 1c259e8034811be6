"""Lists of controversies."""

from typing import Any

from pymongo.database import Database

from forum.views import newest_first


def controversies(database: Database, course: str, limit: int, after: str | None) -> dict[str, Any]:
    """Newest first."""
    return newest_first(database, "controversies", course, limit, after)
