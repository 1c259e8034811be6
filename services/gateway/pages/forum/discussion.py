"""One discussion with its messages, and the form to answer, which is safe to send twice."""

from operator import itemgetter
from typing import Any
from uuid import UUID

import gevent
from flask import abort, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as later

from gateway import attachments, session
from gateway.forms import Form
from gateway.pages import parts
from gateway.pages.doors import members
from gateway.pages.forum.blueprint import blueprint
from gateway.services import Away, Part, Refused, Services, services, together

PACES = (
    (0, later("chacun à son rythme")),
    (1, later("un message par minute")),
    (5, later("un toutes les 5 minutes")),
    (15, later("un tous les quarts d’heure")),
    (60, later("un par heure")),
    (1440, later("un par jour")),
)
AT_ONCE = 100
"""Messages on a page, before a link leads on."""


@blueprint.get("/discussions/<uuid:discussion>")
@members
def shown(discussion: UUID) -> Any:
    return _page(discussion, Form.fresh(body="", reply_to=request.args.get("reply", "")[:64]))


@blueprint.post("/discussions/<uuid:discussion>")
@members
def answer(discussion: UUID) -> Any:
    """Publish a message through the forum; what was typed is kept when that cannot be done."""
    form, path = Form.sent("body", "reply_to"), f"/discussions/{discussion}/posts"
    whole = attachments.gather(form)
    if request.form.get("preview") and whole:
        return _page(discussion, form, preview=True)
    said = {"body": form.typed["body"], "attachments": attachments.ids(form)}
    said |= {"reply_to": form.typed["reply_to"]} if form.typed["reply_to"] else {}
    if whole and (post := form.deliver(lambda: services().post("forum", path, said, session.token(), form.key))):
        here = url_for(".shown", discussion=discussion, after=post["number"] - 1 if post["number"] > AT_ONCE else None)
        return redirect(f"{here}#message-{post['id']}", 303)
    return _page(discussion, form), form.status


def _page(discussion: UUID, form: Form, preview: bool = False) -> Any:
    token, ours, path = session.token(), services(), f"/discussions/{discussion}"
    asked, course = parts.page_asked(AT_ONCE), parts.course()
    found = together(
        unread=parts.unread(token),
        whole=lambda: _pieces(ours.get("forum", f"{path}/whole", token, **asked)),
        level=lambda: ours.get("notifications", f"/levels/discussion/{discussion}", token, course=course)["level"],
    )
    found |= {name: found["whole"].then(itemgetter(name)) for name in ("discussion", "posts")}
    if found["discussion"].status == 404:
        abort(404)
    known = found["discussion"].value
    if known and known["id"] != str(discussion) and not form.typed["body"]:
        return redirect(url_for(".shown", discussion=known["id"]), 301)  # it was merged into another
    posts = found["posts"].value or {"items": []}
    people = [who for post in posts["items"] for who in (post["author"], *post.get("mentions", ()))]
    _note_as_read(ours, token, found["discussion"], posts["items"])
    names = parts.names(token, people)
    return render_template("forum/discussion.html", **found, names=names, form=form, preview=preview, paces=PACES)


def _pieces(whole: dict[str, Any]) -> dict[str, Any]:
    return {"discussion": whole["discussion"], "posts": {"items": whole["posts"], "next": whole["next"]}}


def _note_as_read(ours: Services, token: str | None, part: Part, posts: list[dict[str, Any]]) -> None:
    """Say how far it was read and that its bells were seen, while the page is on its way already."""
    if not part.value or not posts or not part.value.get("unread", 1):
        return
    identity, course, last = part.value["id"], parts.course(), posts[-1]["number"]

    def note() -> None:
        try:
            ours.send("PUT", "forum", f"/discussions/{identity}/read", token, {"number": last})
            about = {"type": "discussion", "id": identity}
            ours.post("notifications", "/bells/read", {"course": course, "about": about}, token)
        except (Away, Refused):
            pass  # it stays unread: the next visit says so again

    gevent.spawn(note)
