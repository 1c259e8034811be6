"""Single messages: thanking, accepting as the answer, saying it better, removing, and what was said before."""

from typing import Any
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for

from gateway import attachments, session
from gateway.forms import Form, act
from gateway.pages import parts
from gateway.pages.doors import members
from gateway.pages.forum.blueprint import blueprint
from gateway.services import services, together


@blueprint.get("/posts/<uuid:post>")
@members
def find(post: UUID) -> Any:
    """Wherever a message is now."""
    found = together(post=lambda: services().get("forum", f"/posts/{post}", session.token()))["post"]
    if not found.value:
        abort(404 if found.trouble == "refused" else 503)
    return redirect(_place(found.value["discussion"], post), 303)


@blueprint.post("/discussions/<uuid:discussion>/posts/<uuid:post>/thanks")
@members
def thank(discussion: UUID, post: UUID) -> Any:
    method = "DELETE" if request.form.get("undo") else "PUT"
    act(lambda: services().send(method, "forum", f"/posts/{post}/thanks", session.token()))
    return redirect(_place(discussion, post), 303)


@blueprint.post("/discussions/<uuid:discussion>/posts/<uuid:post>/answer")
@members
def accept(discussion: UUID, post: UUID) -> Any:
    """This message is the answer."""
    path, said = f"/discussions/{discussion}/answer", {"post": str(post)}
    act(lambda: services().send("PUT", "forum", path, session.token(), said))
    return redirect(_place(discussion, post), 303)


@blueprint.post("/discussions/<uuid:discussion>/posts/<uuid:post>/removal")
@members
def remove(discussion: UUID, post: UUID) -> Any:
    act(lambda: services().send("DELETE", "forum", f"/posts/{post}", session.token()))
    return redirect(_place(discussion, post), 303)


@blueprint.get("/discussions/<uuid:discussion>/posts/<uuid:post>/edit")
@members
def show_edit(discussion: UUID, post: UUID) -> Any:
    return _page(discussion, post, None)


@blueprint.post("/discussions/<uuid:discussion>/posts/<uuid:post>/edit")
@members
def edit(discussion: UUID, post: UUID) -> Any:
    form = Form.sent("body", "had")
    whole = attachments.gather(form)
    changes: dict[str, Any] = {"body": form.typed["body"]}
    if (wanted := attachments.ids(form)) != form.typed["had"].split():
        changes |= {"attachments": wanted}
    if whole and form.deliver(lambda: services().send("PATCH", "forum", f"/posts/{post}", session.token(), changes)):
        return redirect(_place(discussion, post), 303)
    return _page(discussion, post, form), form.status


def _page(discussion: UUID, post: UUID, form: Form | None) -> str:
    token, ours = session.token(), services()
    found = together(
        unread=parts.unread(token),
        post=lambda: ours.get("forum", f"/posts/{post}", token),
        edits=lambda: ours.get("forum", f"/posts/{post}/edits", token)["items"],
    )
    if found["post"].status == 404:
        abort(404)
    known = found["post"].value or {}
    kept = attachments.carried(known)
    form = form or Form.fresh(body=known.get("body", ""), kept=kept, had=" ".join(one.id for one in kept))
    return render_template("forum/edit.html", **found, discussion=discussion, form=form)


def _place(discussion: Any, post: UUID) -> str:
    return url_for(".shown", discussion=discussion, _anchor=f"message-{post}")
