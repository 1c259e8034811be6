"""The documents of a course's views: as they are now, or as they were at a past position of the event store."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from kit.reactions import Reactions
from kit.views import Folded
from pymongo.database import Database

from reporting import store
from reporting.domain import Document, Read

BY_COURSE = ("figures", "courses")
"""Views with one document for each course, under its name."""


def now(database: Database, course: str) -> Read:
    """From the database."""
    return lambda name: database[name].find({"_id": course} if name in BY_COURSE else {"course": course})


def past(
    database: Database,
    reactions: Reactions,
    course: str,
    position: int,
    before: datetime,
    look: Callable[[Document], Any] = lambda stored: None,
) -> Read:
    """Folded in memory from the stored events up to a position that happened before a moment; `look` sees each."""
    folded = Folded()
    for batch in store.read(database, 0, position, store.Wanted([course], before=before)):
        for one in batch:
            look(one)
        reactions.apply_views((reactions.read(store.event(one)) for one in batch), folded)
        folded.write()
    return lambda name: folded.documents.get(name, {}).values()
