"""Discussions: the list, one with its messages, and the form to answer, which is safe to send twice."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from kit.event import new_id

from gateway import session
from gateway.pages import parts
from gateway.pages.forms import WORDS_OF_TROUBLE, needs_sign_in, trouble_of
from gateway.services import Away, Refused, Services, services, together

blueprint = Blueprint("discussions", __name__)
PAGES = 5
"""Of a hundred messages each, shown one after the other before a link leads on."""


@blueprint.get("/discussions")
def listed() -> Any:
    if not (token := session.token()):
        return needs_sign_in()
    ours, path = services(), f"/courses/{parts.course()}/discussions"
    asked = {"limit": 20} | ({"after": after} if (after := request.args.get("after", "")[:100]) else {})
    found = together(unread=parts.unread(token), page=lambda: ours.get("forum", path, token, **asked))
    page = found["page"].value or {"items": []}
    names = parts.names(token, (one["author"] for one in page["items"]))
    return render_template("discussions.html", **found, names=names)


@blueprint.get("/discussions/<uuid:discussion>")
def shown(discussion: UUID) -> Any:
    if not session.token():
        return needs_sign_in()
    return _page(discussion, body="", key=new_id())


@blueprint.post("/discussions/<uuid:discussion>")
def answer(discussion: UUID) -> Any:
    """Publish a message through the forum; what was typed is kept when that cannot be done."""
    body, key = request.form.get("body", ""), request.form.get("key", "")[:100]
    try:
        post = services().post("forum", f"/discussions/{discussion}/posts", {"body": body}, session.token(), key)
    except Away:
        return _page(discussion, body, key, WORDS_OF_TROUBLE["away"]), 503
    except Refused as refused:
        return _page(discussion, body, new_id(), trouble_of(refused)), refused.status
    return redirect(url_for(".shown", discussion=discussion, _anchor=f"message-{post['id']}"), 303)


def _page(discussion: UUID, body: str, key: str, trouble: str = "") -> str:
    token, ours, path = session.token(), services(), f"/discussions/{discussion}"
    after = request.args.get("after", "")[:100]
    found = together(
        unread=parts.unread(token),
        discussion=lambda: ours.get("forum", path, token),
        posts=lambda: _posts(ours, f"{path}/posts", token, after),
    )
    if found["discussion"].status == 404:
        abort(404)
    posts = found["posts"].value or {"items": []}
    names = parts.names(token, (post["author"] for post in posts["items"]))
    mine = session.who()
    return render_template("discussion.html", **found, names=names, mine=mine, body=body, key=key, problem=trouble)


def _posts(ours: Services, path: str, token: str | None, after: str) -> dict[str, Any]:
    items: list[dict[str, Any]] = []
    for _ in range(PAGES):
        page = ours.get("forum", path, token, limit=100, **({"after": after} if after else {}))
        items += page["items"]
        after = page["next"]
        if not after:
            break
    return {"items": items, "next": after}
