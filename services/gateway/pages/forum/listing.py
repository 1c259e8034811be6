"""The list of discussions with its filters, and the search over everything."""

from typing import Any

from flask import redirect, render_template, request, url_for

from gateway import session
from gateway.forms import act
from gateway.pages import home, parts
from gateway.pages.doors import members
from gateway.pages.forum.blueprint import blueprint
from gateway.services import services, together

FILTERS = ("unread", "unanswered", "followed", "mine")
WANTED = ("filter", "stage", "tag", "kind")


@blueprint.get("/discussions")
@members
def listed() -> Any:
    """By filter, stage and tag; with words to look for, everything that holds them."""
    token, ours, course = session.token(), services(), f"/courses/{parts.course()}"
    words = request.args.get("q", "").strip()[:200]
    wanted = {name: request.args.get(name, "")[:40] for name in WANTED}
    asked = parts.page_asked(20, q=words, **wanted)
    path = f"{course}/search" if words else f"{course}/discussions"
    found = together(
        unread=parts.unread(token),
        stages=home.stages(),
        page=lambda: ours.get("forum", path, token, **asked),
    )
    page = found["page"].value or {"items": []}
    names = parts.names(token, (one["author"] for one in page["items"]))
    template = "forum/found.html" if words else "forum/list.html"
    return render_template(template, **found, names=names, words=words, wanted=wanted)


@blueprint.post("/discussions/read")
@members
def catch_up() -> Any:
    """Nothing written until now is new any more."""
    act(lambda: services().send("PUT", "forum", f"/courses/{parts.course()}/read", session.token()))
    return redirect(url_for(".listed"), 303)
