"""What reporting does when something happened: count it, keep it, tell the new figures."""

from reporting.reactions import (
    controversies,
    course,
    forum,
    hands,
    keep,
    moods,
    notices,
    people,
    projects,
    sessions,
)
from reporting.reactions.registry import on

__all__ = [
    "controversies",
    "course",
    "forum",
    "hands",
    "keep",
    "moods",
    "notices",
    "on",
    "people",
    "projects",
    "sessions",
]
