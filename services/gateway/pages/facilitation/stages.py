"""Announcing a stage, and changing its words, or its date while it is not open."""

from typing import Any

from flask_babel import gettext as _

from gateway import session
from gateway.forms import Form, number
from gateway.pages import parts
from gateway.pages.doors import facilitators
from gateway.pages.facilitation.blueprint import blueprint
from gateway.pages.facilitation.course import changed, changing
from gateway.services import services
from gateway.times import local, utc

WORDS = ("title", "summary", "content")


@blueprint.get("/stages/new")
@facilitators
def new_stage() -> Any:
    return _new(Form.fresh())


@blueprint.post("/stages/new")
@facilitators
def publish_stage() -> Any:
    form = Form.sent("number", *WORDS, "opens_at")
    opens_at = utc(form.typed["opens_at"])
    asked = dict(form.typed) | {"number": number(form.typed["number"]), "opens_at": opens_at}
    path = f"/courses/{parts.course()}/stages"
    if form.deliver(lambda: services().post("enrolment", path, asked, session.token(), form.key)):
        return changed("stages", _("L’étape est annoncée."))
    return _new(form), form.status


@blueprint.get("/stages/<uuid:stage>/edit")
@facilitators
def show_stage(stage: Any) -> Any:
    return _edit(stage, None)


@blueprint.post("/stages/<uuid:stage>/edit")
@facilitators
def edit_stage(stage: Any) -> Any:
    """Its date comes along only while it may still move."""
    form = Form.sent(*WORDS, "opens_at")
    asked = {name: form.typed[name] for name in WORDS}
    asked |= {"opens_at": utc(form.typed["opens_at"])} if form.typed["opens_at"] else {}
    if form.deliver(lambda: services().send("PATCH", "enrolment", f"/stages/{stage}", session.token(), asked)):
        return changed("stages", _("L’étape est changée."))
    return _edit(stage, form), form.status


def _new(form: Form) -> str:
    return parts.page("facilitation/stage.html", form=form)


def _edit(stage: Any, form: Form | None) -> str:
    return changing("facilitation/stage.html", f"/stages/{stage}", form, _typed)


def _typed(known: dict[str, Any]) -> dict[str, Any]:
    return {name: known.get(name) for name in WORDS} | {"opens_at": local(known.get("opens_at"))}
