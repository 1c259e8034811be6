"""What is new to a reader: the posts after the last that they read, unless they said that they have caught up."""

from datetime import datetime

from forum.domain import Document


def unread(discussion: Document, read: int, caught_up: datetime | None) -> int:
    """How many posts of a discussion are new to somebody who has read up to a number, and all before a moment."""
    if caught_up is not None and discussion["last_at"] <= caught_up:
        return 0
    return max(0, discussion["posts"] - read)
