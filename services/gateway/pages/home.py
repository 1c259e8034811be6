"""The home of the course: where we are in it, what moves, and what awaits. Each part comes from one service."""

from collections.abc import Callable
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

from flask import Blueprint, render_template

from gateway import session, world
from gateway.pages import parts
from gateway.pages.controversies.blueprint import STEPS
from gateway.pages.moods import MOODS
from gateway.services import Part, services, together
from gateway.words.moments import moment

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def home() -> str:
    token = session.token()
    asked = _everybodys() | (_ones_own(token) if token else {})
    found = together(unread=parts.unread(token), **asked)
    if token:
        found |= {name: found["glance"].then(itemgetter(name)) for name in ("discussions", "controversy", "spots")}
    authors = [one["author"] for one in _items(found.get("discussions"))]
    places = [one["place"] for one in _items(found.get("spots"))]
    return render_template(
        "home/home.html",
        **found,
        names=parts.names(token, authors),
        world=world.pins(places, apart=20),
        steps=STEPS,
        moods=MOODS,
    )


def _everybodys() -> dict[str, Callable[[], Any]]:
    course = f"/courses/{parts.course()}"
    figures, meetings = parts.public("reporting", f"{course}/figures"), sessions()
    return {
        "opened": parts.public("enrolment", course),
        "stages": stages(),
        "meeting": lambda: _meeting(meetings()["items"]),
        "figures": lambda: _figures(figures()),
    }


def stages() -> Callable[[], dict[str, Any]]:
    """Asks for the path of the course."""
    ask = parts.public("enrolment", f"/courses/{parts.course()}/stages", limit=100)
    return lambda: _path(ask()["items"])


def sessions() -> Callable[[], dict[str, Any]]:
    return parts.public("enrolment", f"/courses/{parts.course()}/sessions", limit=100)


def _ones_own(token: str) -> dict[str, Callable[[], Any]]:
    ours, path = services(), f"/courses/{parts.course()}/glance"
    return {"glance": lambda: ours.get("forum", path, token)}


def _path(stages: list[dict[str, Any]]) -> dict[str, Any]:
    """The stages, each with its state, and the number of the one that we are in (0: not begun)."""
    now = max((stage["number"] for stage in stages if stage["open"]), default=0)
    states = {True: "done", False: "next"}
    items = [stage | {"state": "now" if stage["number"] == now else states[stage["open"]]} for stage in stages]
    return {"items": items, "now": now, "of": len(stages), "halfway": stages and now * 2 == len(stages)}


def _meeting(sessions: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The session that comes next, else the last one that was recorded."""
    now = datetime.now(UTC)
    coming = [one for one in sessions if moment(one["starts_at"]) > now]
    recorded = [one for one in sessions if one["recording"]]
    if coming:
        return {**min(coming, key=lambda one: moment(one["starts_at"])), "coming": True}
    return {**max(recorded, key=lambda one: moment(one["starts_at"])), "coming": False} if recorded else None


def _figures(figures: dict[str, Any]) -> dict[str, Any]:
    """The figures, and on how many continents people are."""
    return {**figures, "spread": sum(1 for count in figures["continents"].values() if count)}


def _items(part: Part | None) -> list[dict[str, Any]]:
    return part.value if part and part.value else []
