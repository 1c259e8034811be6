"""Controversies: one question, open between two dates."""

from datetime import datetime, timedelta

from kit.errors import Invalid

from forum.domain import Document

LONGEST_DEBATE = timedelta(days=60)


def new_controversy(identity: str, asked: Document, discussion: Document, author: str, now: datetime) -> Document:
    """A controversy and where it is debated; raises Invalid unless it closes after it opens, within sixty days."""
    lasts = asked["closes_at"] - asked["opens_at"]
    if not timedelta() < lasts <= LONGEST_DEBATE:
        raise Invalid(errors={"closes_at": ["Must be after opens_at, by 60 days at most."]})
    return {
        "_id": identity,
        "course": discussion["course"],
        "question": asked["question"],
        "context": asked["context"],
        "discussion": discussion["_id"],
        "author": author,
        "opens_at": asked["opens_at"],
        "closes_at": asked["closes_at"],
        "at": now,
        "version": 1,
    }
