"""Sensations: how a stage or a session felt to me, once, and how it feels to all, from five people on."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from gateway import session
from gateway.forms import Form, act, commas, number
from gateway.pages import home, parts
from gateway.pages.doors import members
from gateway.pages.moods import MOODS
from gateway.services import services, together
from gateway.words.stages import moments, titles_by_id

blueprint = Blueprint("pulse", __name__)
QUOTING = (
    ("no", later("Non, gardez-la pour vous")),
    ("unnamed", later("Oui, sans mon nom")),
    ("named", later("Oui, avec mon nom")),
)


@blueprint.get("/pulse")
@members
def show() -> Any:
    asked = {name: request.args.get(name, "") for name in ("mood", "about")}
    return _page(Form.fresh(quotable="no", **asked))


@blueprint.post("/pulse")
@members
def tell() -> Any:
    form = Form.sent("about", "mood", "words", "sentence", "quotable")
    type_, _slash, identity = form.typed["about"].partition("/")
    said = {
        "about": {"type": type_, "id": identity},
        "mood": number(form.typed["mood"]),
        "words": commas(form.typed["words"].replace(";", ",")),
        "sentence": form.typed["sentence"],
        "quotable": form.typed["quotable"] or "no",
    }
    path = f"/courses/{parts.course()}/pulses"
    if form.deliver(lambda: services().post("reporting", path, said, session.token(), form.key)):
        return redirect(url_for(".show", _anchor="told"), 303)
    return _page(form), form.status


@blueprint.post("/pulse/<pulse>/quoting")
@members
def allow_quoting(pulse: str) -> Any:
    choice = {"quotable": request.form.get("quotable", "no")}
    path = f"/pulses/{pulse}/quoting"
    act(lambda: services().send("PUT", "reporting", path, session.token(), choice), _("C’est noté."))
    return redirect(url_for(".show", _anchor="told"), 303)


def _page(form: Form) -> str:
    token, ours, course = session.token(), services(), f"/courses/{parts.course()}"
    found = together(
        unread=parts.unread(token),
        stages=home.stages(),
        sessions=home.sessions(),
        all=lambda: ours.get("reporting", f"{course}/pulse", token),
        told=lambda: ours.get("reporting", f"{course}/pulses/mine", token)["items"],
    )
    stages, sessions = ((found[name].value or {"items": []})["items"] for name in ("stages", "sessions"))
    sensations = found["all"].value["items"] if found["all"].value else []
    told = {one["about"]["id"] for one in found["told"].value or []}
    names = parts.names(token, (quote["person"] for one in sensations for quote in one["quotes"]))
    return render_template(
        "pulse/pulse.html",
        **found,
        form=form,
        moods=MOODS,
        quoting=QUOTING,
        names=names,
        titles=titles_by_id([*stages, *sessions]),
        moments=[choice for choice in moments(stages, sessions) if choice[0].partition("/")[2] not in told],
    )
