"""What several pages ask for: the bell of whoever is signed in, the people behind ids, and the course at hand."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import current_app

from gateway.services import MISSHAPEN, Away, Refused, services

MOST_NAMES = 100


def course() -> str:
    """The course that the pages show."""
    return current_app.extensions["bascule"]["settings"].course


def unread(token: str | None) -> Callable[[], int]:
    """Asks how many bells are unread; a passer-by has none."""
    ours, here = services(), course()
    if not token:
        return lambda: 0
    return lambda: int(ours.get("notifications", "/bells/unread", token, course=here)["unread"])


def names(token: str | None, ids: Iterable[str | None]) -> dict[str, str]:
    """Names by id; whoever cannot be named is left out, and the page says `quelqu’un`."""
    wanted = sorted({one for one in ids if one})
    found: dict[str, str] = {}
    for start in range(0, len(wanted), MOST_NAMES):
        asked = ",".join(wanted[start : start + MOST_NAMES])
        try:
            answer: Any = services().get("enrolment", "/people", token, course=course(), ids=asked)
            found |= {one["id"]: one["name"] for one in answer["items"]}
        except (Away, Refused, *MISSHAPEN):
            return found
    return found
