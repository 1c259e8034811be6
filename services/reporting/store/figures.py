"""The figures as a unit of work sees them, and the version under which they are told."""

from typing import Any

from kit.unit_of_work import Work

from reporting import domain


def figures(work: Work, course: str) -> dict[str, Any]:
    """The figures as this unit of work sees them."""
    alive = {"course": course, "last_at": {"$gte": work.now - domain.ALIVE}}
    active = sum(1 for _ in work.find("discussions", alive, projection={"_id": 1}))
    return domain.figures(work.find_one("figures", course), active)


def next_version(work: Work, course: str) -> int:
    """The next version of the figures that are told of a course."""
    key = f"figures/{course}"
    if known := work.find_one("counters", key):
        return work.change("counters", known, {})
    work.insert("counters", {"_id": key, "version": 1})
    return 1
