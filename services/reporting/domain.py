"""What the figures mean; pure. Each is a count of events, so that it can be made again from them."""

from datetime import timedelta
from typing import Any

COUNTERS = ("enrolled", "discussions", "posts", "projects", "controversies")
ALIVE = timedelta(days=7)
"""A discussion is active while its latest post is younger than this."""


def figures(counted: dict[str, Any] | None, active_discussions: int) -> dict[str, Any]:
    """All figures of a course; what was never counted is 0."""
    counted = counted or {}
    numbers = {name: counted.get(name, 0) for name in COUNTERS}
    return numbers | {"active_discussions": active_discussions, "continents": counted.get("continents", {})}
