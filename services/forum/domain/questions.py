"""Questions: when one has waited too long, and who may be asked to help without being asked too often."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from kit.errors import Conflict, Forbidden

from forum.domain import Document

WEEK = timedelta(days=7)
MOST_A_WEEK = 2
MOST_HELPERS = 3


def due_at(discussion: Document, hours: int) -> datetime | None:
    """When it will have waited too long in its course; None for what has an answer, or was told of before."""
    waits = discussion["unanswered"] and not discussion["left_unanswered"]
    return discussion["at"] + timedelta(hours=hours) if waits else None


def lately(asked: Iterable[datetime], now: datetime) -> list[datetime]:
    """When somebody was asked to help within the last week."""
    return [at for at in asked if at > now - WEEK]


def helpers(candidates: Mapping[str, int], asked: Mapping[str, Iterable[datetime]], now: datetime) -> list[str]:
    """The few to ask among candidates (person to what they have in common with the question), the closest first.

    Nobody is asked more than twice within a week; among equals, who was asked least.
    """
    times = {person: len(lately(asked.get(person, ()), now)) for person in candidates}
    free = [person for person in candidates if times[person] < MOST_A_WEEK]
    return sorted(free, key=lambda person: (-candidates[person], times[person], person))[:MOST_HELPERS]


def accepted(discussion: Document, post: Document, person: str, *, facilitator: bool) -> Document:
    """The question with its answer; raises Forbidden, Conflict (no question, its own opening, accepted already)."""
    if person != discussion["author"] and not facilitator:
        raise Forbidden("Only who asked, or a facilitator, may say that this is the answer")
    if not discussion["question"]:
        raise Conflict("This discussion is no question")
    if post["number"] == 1 or post["gone"]:
        raise Conflict("The opening of a question, or a message that is gone, is no answer")
    if discussion["answer"] == post["_id"]:
        raise Conflict("This is the accepted answer already")
    return {**discussion, "answer": post["_id"], "unanswered": False, "due_at": None}
