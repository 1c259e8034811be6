"""Showing a drawing of a stage or a session, always with what it says for those who do not see it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from gateway import session
from gateway.forms import Form
from gateway.pages import home, parts
from gateway.pages.doors import facilitators
from gateway.pages.facilitation.blueprint import blueprint
from gateway.services import services, together

FIELDS = ("title", "alternative", "about")


@blueprint.get("/drawings/new")
@facilitators
def new_drawing() -> Any:
    return _form(Form.fresh())


@blueprint.post("/drawings/new")
@facilitators
def show_drawing() -> Any:
    form, file = Form.sent(*FIELDS), request.files.get("file")
    content, kind = (file.read(), file.mimetype) if file else (b"", "application/octet-stream")
    if form.deliver(lambda: _publish(form, content, kind)):
        flash(_("Le dessin est en ligne."), "done")
        return redirect(url_for("facilitation.show"), 303)
    return _form(form), form.status


def _publish(form: Form, content: bytes, kind: str) -> Any:
    token, course = session.token(), f"/courses/{parts.course()}"
    brought = services().put_file("enrolment", f"{course}/files", token, content, kind)
    thing, _colon, identity = form.typed["about"].partition(":")
    said = {"title": form.typed["title"], "alternative": form.typed["alternative"], "file": brought["id"]}
    said["about"] = {"type": thing, "id": identity}
    return services().post("enrolment", f"{course}/sketchnotes", said, token, form.key)


def _form(form: Form) -> str:
    found = together(unread=parts.unread(session.token()), stages=home.stages(), sessions=home.sessions())
    return render_template("facilitation/drawing.html", **found, form=form)
