"""What the facilitators tell everybody: the list, one announcement, and writing one."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for

from gateway import session
from gateway.forms import Form
from gateway.pages import parts
from gateway.pages.doors import facilitators, members
from gateway.services import services, together

blueprint = Blueprint("announcements", __name__)


@blueprint.get("/announcements")
@members
def listed() -> Any:
    token, asked, path = session.token(), parts.page_asked(20), f"/courses/{parts.course()}/announcements"
    found = together(unread=parts.unread(token), page=lambda: services().get("enrolment", path, token, **asked))
    page = found["page"].value or {"items": []}
    names = parts.names(token, (one["author"] for one in page["items"]))
    return render_template("announcements/list.html", **found, names=names)


@blueprint.get("/announcements/<uuid:announcement>")
@members
def shown(announcement: UUID) -> Any:
    token, path = session.token(), f"/announcements/{announcement}"
    found = together(unread=parts.unread(token), one=lambda: services().get("enrolment", path, token))
    if found["one"].status == 404:
        abort(404)
    names = parts.names(token, [(found["one"].value or {}).get("author")])
    return render_template("announcements/one.html", **found, names=names)


@blueprint.get("/announcements/new")
@facilitators
def new() -> Any:
    return _form(Form.fresh())


@blueprint.post("/announcements/new")
@facilitators
def publish() -> Any:
    form, path = Form.sent("title", "body"), f"/courses/{parts.course()}/announcements"
    if request.form.get("preview"):
        return _form(form, preview=True)
    said = dict(form.typed)
    if made := form.deliver(lambda: services().post("enrolment", path, said, session.token(), form.key)):
        return redirect(url_for(".shown", announcement=made["id"]), 303)
    return _form(form), form.status


def _form(form: Form, preview: bool = False) -> str:
    return parts.page("announcements/new.html", form=form, preview=preview)
