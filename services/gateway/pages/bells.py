"""The bells of whoever is signed in: what happened that concerns them, newest first, and marking it as read."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from gateway import session
from gateway.pages import parts
from gateway.pages.forms import needs_sign_in
from gateway.services import Away, Refused, services, together

blueprint = Blueprint("bells", __name__)


@blueprint.get("/bells")
def listed() -> Any:
    if not session.token():
        return needs_sign_in()
    return _page()


@blueprint.post("/bells/read")
def read_all() -> Any:
    token = session.token()
    try:
        services().post("notifications", "/bells/read", {"course": parts.course(), "all": True}, token)
    except (Away, Refused):
        return _page(failed=True), 503
    return redirect(url_for(".listed"), 303)


def _page(failed: bool = False) -> str:
    token, ours = session.token(), services()
    asked = {"course": parts.course(), "limit": 30}
    if after := request.args.get("after", "")[:100]:
        asked["after"] = after
    found = together(unread=parts.unread(token), page=lambda: ours.get("notifications", "/bells", token, **asked))
    page = found["page"].value or {"items": []}
    names = parts.names(token, (one["actor"] for one in page["items"]))
    return render_template("bells.html", **found, names=names, failed=failed)
