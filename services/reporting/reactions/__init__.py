"""What reporting does with the events that it keeps: count them, tell the new figures."""

from reporting.reactions import (
    controversies,
    course,
    forum,
    hands,
    moods,
    notices,
    people,
    projects,
    sessions,
    tell,
)
from reporting.reactions.registry import on

__all__ = [
    "controversies",
    "course",
    "forum",
    "hands",
    "moods",
    "notices",
    "on",
    "people",
    "projects",
    "sessions",
    "tell",
]
