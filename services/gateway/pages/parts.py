"""What several pages share: the course at hand, what is the same for everybody, the bell, the people behind ids."""

from collections.abc import Callable, Iterable
from typing import Any

from flask import current_app, render_template, request, url_for

from gateway import cookies, session
from gateway.remembered import Memory
from gateway.services import MISSHAPEN, Away, Refused, services, together

MOST_NAMES = 100
NAMES_FRESH = 60.0
"""Seconds for which a name is shown without asking again: a change or an erasure shows within a minute."""
THEMES = ("light", "dark")


def course() -> str:
    """The course that the pages show."""
    return current_app.extensions["bascule"]["settings"].course


def memory() -> Memory:
    return current_app.extensions["bascule"]["memory"]


def public(service: str, path: str, **asked: Any) -> Callable[[], Any]:
    """Asks for what anybody may read, remembered for a moment."""
    ours, known = services(), memory()
    key = (service, path, tuple(sorted(asked.items())))
    return lambda: known.get(key, lambda: ours.get(service, path, **asked))


def unread(token: str | None) -> Callable[[], int]:
    """Asks how many bells are unread; a passer-by has none."""
    ours, here = services(), course()
    if not token:
        return lambda: 0
    return lambda: int(ours.get("notifications", "/bells/unread", token, course=here)["unread"])


def names(token: str | None, ids: Iterable[str | None]) -> dict[str, str]:
    """Names by id; whoever cannot be named is left out, and the page says `quelqu’un`."""
    wanted = sorted({one for one in ids if one})
    if not token or not wanted:
        return {}
    known = memory()
    found = {one: known.peek(("name", one), NAMES_FRESH) for one in wanted}
    missing = [one for one, name in found.items() if name is None]
    for start in range(0, len(missing), MOST_NAMES):
        asked = ",".join(missing[start : start + MOST_NAMES])
        try:
            answer: Any = services().get("enrolment", "/people", token, course=course(), ids=asked)
            for one in answer["items"]:
                known.put(("name", one["id"]), one["name"])
                found[one["id"]] = one["name"]
        except (Away, Refused, *MISSHAPEN):
            break
    return {one: name for one, name in found.items() if name}


def page(template: str, **values: Any) -> str:
    """A page that asks for nothing of its own, as most forms."""
    return render_template(template, **values, **together(unread=unread(session.token())))


def page_asked(limit: int = 20, **more: Any) -> dict[str, Any]:
    """The parameters of a list: how many, after which one, and what is given of `more`."""
    after = request.args.get("after", "")[:300]
    return {"limit": limit} | ({"after": after} if after else {}) | {k: v for k, v in more.items() if v}


def here(**changes: str) -> str:
    """The address of this page, with something changed; a page that answers a form goes by its path."""
    kept = request.args.to_dict() if request.method == "GET" else {}
    values: dict[str, Any] = (request.view_args or {}) | kept | changes
    return url_for(request.endpoint or "home.home", **values)


def frame() -> dict[str, Any]:
    """What the frame around every page needs."""
    settings = current_app.extensions["bascule"]["settings"]
    theme = request.cookies.get(cookies.THEME, "")
    return {
        "signed_in": session.who() is not None,
        "mine": session.who(),
        "facilitates": session.has_role(settings.course, "facilitator"),
        "reports": session.has_role(settings.course, "facilitator", "reporter"),
        "course": settings.course,
        "public_url": settings.public_url,
        "theme": theme if theme in THEMES else "",
        "here": here,
    }
