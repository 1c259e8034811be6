"""The figures as a unit of work sees them, and the version under which they are told."""

from typing import Any

from kit.unit_of_work import Work

from reporting import domain


def figures(work: Work, course: str) -> dict[str, Any]:
    """The figures as this unit of work sees them."""
    alive = {"course": course, "last_at": {"$gte": work.now - domain.ALIVE}}
    active = sum(1 for _ in work.find("discussions", alive, projection={"_id": 1}))
    return domain.figures(work.find_one("figures", course), active)


def counter(course: str) -> str:
    """The key of the counter of a course's figures, as told."""
    return f"figures/{course}"


def next_version(work: Work, course: str) -> int:
    """The next version of the figures that are told of a course; its counter may have been read before."""
    key = counter(course)
    if known := work.notes.pop(key, None) or work.find_one("counters", key):
        return work.change("counters", known, {})
    work.insert("counters", {"_id": key, "version": 1})
    return 1
