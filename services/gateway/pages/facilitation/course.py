"""The overview: what waits for the facilitators, and the ways to everything that they do."""

from typing import Any

from flask import render_template

from gateway import session
from gateway.pages import home, parts
from gateway.pages.doors import facilitators
from gateway.pages.facilitation.blueprint import blueprint
from gateway.services import services, together


@blueprint.get("/")
@facilitators
def show() -> Any:
    token, ours, course = session.token(), services(), f"/courses/{parts.course()}"
    found = together(
        unread=parts.unread(token),
        cases=lambda: ours.get("forum", f"{course}/reports", token, limit=5)["items"],
        board=lambda: ours.get("reporting", f"{course}/dashboard", token),
        stages=home.stages(),
        sessions=home.sessions(),
    )
    return render_template("facilitation/home.html", **found)


def changed(what: str) -> None:
    """Have the next page ask anew for the `stages` or the `sessions`."""
    parts.memory().forget(("enrolment", f"/courses/{parts.course()}/{what}", (("limit", 100),)))
