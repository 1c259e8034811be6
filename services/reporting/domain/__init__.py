"""What the figures mean; pure. Each is a count of events, so that it can be made again from them.

`Read` gives the documents of one view of one course: from the database for what is asked today, from memory for a
report of any past position. What is said here holds for both.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

Document = dict[str, Any]
Read = Callable[[str], Iterable[Document]]

COUNTERS = ("enrolled", "discussions", "posts", "projects", "controversies")
ALIVE = timedelta(days=7)
"""A discussion is active while its latest post is younger than this."""
FEWEST = 5
"""Groups of fewer people are never broken down by what they think or feel."""


def figures(counted: dict[str, Any] | None, active_discussions: int) -> dict[str, Any]:
    """All figures of a course; what was never counted is 0."""
    counted = counted or {}
    numbers = {name: counted.get(name, 0) for name in COUNTERS}
    return numbers | {"active_discussions": active_discussions, "continents": counted.get("continents", {})}
