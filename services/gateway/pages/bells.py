"""The bells of whoever is signed in: grouped, each with its reason and a way to hear no more of just that."""

from contextlib import suppress
from typing import Any
from urllib.parse import quote

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _

from gateway import kinds, session
from gateway.forms import act
from gateway.pages import parts
from gateway.pages.doors import members
from gateway.security import is_followed
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


@blueprint.get("/bells/open/<path:bell>")
@members
def follow(bell: str) -> Any:
    """Where a bell leads; following the link is having read it.

    It stays a link, so that it opens in another tab like any other. Since a GET must do nothing by itself (RFC 9110,
    9.2.1), only a navigation that a person began on our own pages marks it: whoever fetches ahead reads nothing.
    """
    about = {name: request.args.get(name, "") for name in ("type", "id")}
    said = {"course": parts.course(), "ids": [bell]}
    if is_followed():
        with suppress(Away, Refused):  # it stays unread then, and leads there all the same
            services().post("notifications", "/bells/read", said, session.token())
    return redirect(kinds.place(about["type"], about["id"]), 303)


@blueprint.post("/bells/mute")
@members
def mute() -> Any:
    """Hear no more of one thing."""
    thing, _slash, identity = request.form.get("about", "").partition("/")
    path = f"/levels/{quote(thing, safe='')}/{quote(identity, safe='')}?course={parts.course()}"
    done = _("C’est noté : on ne vous dira plus rien de cela.")
    act(lambda: services().send("PUT", "notifications", path, session.token(), {"level": "muted"}), done)
    return redirect(url_for(".listed"), 303)


def _page(failed: bool = False) -> str:
    token, ours = session.token(), services()
    asked = parts.page_asked(30, course=parts.course())
    found = together(unread=parts.unread(token), page=lambda: ours.get("notifications", "/bells", token, **asked))
    page = found["page"].value or {"items": []}
    people = [who for one in page["items"] for who in (one["actor"], *one.get("actors", ()))]
    return render_template("bells/list.html", **found, names=parts.names(token, people), failed=failed)
