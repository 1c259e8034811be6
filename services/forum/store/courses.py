"""The courses and open stages that enrolment has told of."""

from kit.errors import NotFound
from kit.unit_of_work import Work

COLLECTIONS: dict[str, list] = {"courses": [], "stages": []}


def course_is_known(work: Work, course: str) -> bool:
    return work.find_one("courses", course) is not None


def must_know(work: Work, course: str) -> None:
    """Raises NotFound for a course that was never opened."""
    if not course_is_known(work, course):
        raise NotFound(f"There is no course {course}")


def stage_is_open(work: Work, course: str, number: int) -> bool:
    return work.find_one("stages", f"{course}/{number}") is not None


def language(work: Work, course: str) -> str:
    return (work.find_one("courses", course) or {}).get("language", "fr")
