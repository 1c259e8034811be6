"""Discussions: the list, one with its messages, and the form to answer, which is safe to send twice."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for

from gateway import session
from gateway.forms import Form
from gateway.pages import parts
from gateway.pages.doors import members
from gateway.services import Services, services, together

blueprint = Blueprint("forum", __name__)
PAGES = 5
"""Of a hundred messages each, shown one after the other before a link leads on."""


@blueprint.get("/discussions")
@members
def listed() -> Any:
    token, ours, path = session.token(), services(), f"/courses/{parts.course()}/discussions"
    asked = parts.page_asked(20)
    found = together(unread=parts.unread(token), page=lambda: ours.get("forum", path, token, **asked))
    page = found["page"].value or {"items": []}
    names = parts.names(token, (one["author"] for one in page["items"]))
    return render_template("forum/list.html", **found, names=names)


@blueprint.get("/discussions/<uuid:discussion>")
@members
def shown(discussion: UUID) -> Any:
    return _page(discussion, Form.fresh(body=""))


@blueprint.post("/discussions/<uuid:discussion>")
@members
def answer(discussion: UUID) -> Any:
    """Publish a message through the forum; what was typed is kept when that cannot be done."""
    form, path = Form.sent("body"), f"/discussions/{discussion}/posts"
    said = {"body": form.typed["body"]}
    if post := form.deliver(lambda: services().post("forum", path, said, session.token(), form.key)):
        return redirect(url_for(".shown", discussion=discussion, _anchor=f"message-{post['id']}"), 303)
    return _page(discussion, form), form.status


def _page(discussion: UUID, form: Form) -> str:
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
    return render_template("forum/discussion.html", **found, names=names, form=form)


def _posts(ours: Services, path: str, token: str | None, after: str) -> dict[str, Any]:
    items: list[dict[str, Any]] = []
    for _ in range(PAGES):
        page = ours.get("forum", path, token, limit=100, **({"after": after} if after else {}))
        items += page["items"]
        after = page["next"]
        if not after:
            break
    return {"items": items, "next": after}
