"""The bells of whoever is signed in: what happened that concerns them, newest first, and marking it as read."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for

from gateway import session
from gateway.pages import parts
from gateway.pages.doors import members
from gateway.services import Away, Refused, services, together

blueprint = Blueprint("bells", __name__)


@blueprint.get("/bells")
@members
def listed() -> Any:
    return _page()


@blueprint.post("/bells/read")
@members
def read_all() -> Any:
    token = session.token()
    try:
        services().post("notifications", "/bells/read", {"course": parts.course(), "all": True}, token)
    except (Away, Refused):
        return _page(failed=True), 503
    return redirect(url_for(".listed"), 303)


def _page(failed: bool = False) -> str:
    token, ours = session.token(), services()
    asked = parts.page_asked(30, course=parts.course())
    found = together(unread=parts.unread(token), page=lambda: ours.get("notifications", "/bells", token, **asked))
    page = found["page"].value or {"items": []}
    names = parts.names(token, (one["actor"] for one in page["items"]))
    return render_template("bells/list.html", **found, names=names, failed=failed)
