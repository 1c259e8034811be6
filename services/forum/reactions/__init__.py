"""What forum does when others tell something, by subject."""

from forum.reactions import courses, people
from forum.reactions.registry import on

__all__ = ["courses", "on", "people"]
