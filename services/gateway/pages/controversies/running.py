"""For those who run a controversy: planning it, closing it, and saying what came of it."""

from typing import Any
from uuid import UUID

from flask import redirect, request, url_for
from flask_babel import gettext as _

from gateway import session
from gateway.forms import Form, act
from gateway.pages import parts
from gateway.pages.controversies.blueprint import blueprint
from gateway.pages.doors import facilitators
from gateway.services import services
from gateway.times import utc


@blueprint.get("/controversies/new")
@facilitators
def new() -> Any:
    return _form(Form.fresh())


@blueprint.post("/controversies/new")
@facilitators
def plan() -> Any:
    form = Form.sent("question", "context", "opens_at", "closes_at")
    asked = dict(form.typed) | {name: utc(form.typed[name]) for name in ("opens_at", "closes_at")}
    path = f"/courses/{parts.course()}/controversies"
    if made := form.deliver(lambda: services().post("forum", path, asked, session.token(), form.key)):
        return redirect(url_for(".shown", controversy=made["id"]), 303)
    return _form(form), form.status


@blueprint.post("/controversies/<uuid:controversy>/close")
@facilitators
def close(controversy: UUID) -> Any:
    path = f"/controversies/{controversy}/close"
    act(lambda: services().send("POST", "forum", path, session.token()), _("La controverse est close."))
    return redirect(url_for(".shown", controversy=controversy), 303)


@blueprint.post("/controversies/<uuid:controversy>/conclusion")
@facilitators
def conclude(controversy: UUID) -> Any:
    path, said = f"/controversies/{controversy}/conclusion", {"body": request.form.get("body", "").strip()}
    act(lambda: services().send("PUT", "forum", path, session.token(), said), _("Votre conclusion est en ligne."))
    return redirect(url_for(".shown", controversy=controversy, _anchor="conclusion"), 303)


def _form(form: Form) -> str:
    return parts.page("controversies/new.html", form=form)
