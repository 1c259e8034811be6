"""What notifications does when something happened: first what it must know of it, then who is told."""

from notifications.reactions import community, course, people, projects, talk
from notifications.reactions.registry import on

__all__ = ["community", "course", "on", "people", "projects", "talk"]
