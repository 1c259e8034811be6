"""What forum does when others tell something, by subject."""

from forum.reactions import courses, mails, people
from forum.reactions.registry import on

__all__ = ["courses", "mails", "on", "people"]
