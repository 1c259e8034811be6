"""The overview: what waits for the facilitators, and the ways to everything that they do."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, url_for

from gateway import session
from gateway.forms import Form
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


def changed(what: str, words: str = "") -> Any:
    """Back to the overview, which asks anew for the `stages` or the `sessions`, and says so in these words."""
    parts.memory().forget(("enrolment", f"/courses/{parts.course()}/{what}", (("limit", 100),)))
    if words:
        flash(words, "done")
    return redirect(url_for("facilitation.show"), 303)


def changing(template: str, path: str, form: Form | None, fields: Callable[[dict[str, Any]], dict[str, Any]]) -> str:
    """The form of something that there is (`known`), as it was typed or, at first, with its `fields`."""
    token = session.token()
    found = together(unread=parts.unread(token), known=lambda: services().get("enrolment", path, token))
    if found["known"].status == 404:
        abort(404)
    return render_template(template, **found, form=form or Form.fresh(**fields(found["known"].value or {})))
