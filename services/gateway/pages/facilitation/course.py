"""The overview, and the forms for a new stage, a new session and a recording."""

from typing import Any

from flask import redirect, render_template, url_for
from flask_babel import gettext as _

from gateway import session
from gateway.forms import Form
from gateway.pages import home, parts
from gateway.pages.doors import facilitators
from gateway.pages.facilitation.blueprint import blueprint
from gateway.services import services, together
from gateway.times import utc


@blueprint.get("/")
@facilitators
def show() -> Any:
    """What waits for the facilitators, and the ways to everything they do."""
    token, ours, course = session.token(), services(), f"/courses/{parts.course()}"
    found = together(
        unread=parts.unread(token),
        cases=lambda: ours.get("forum", f"{course}/reports", token, limit=5)["items"],
        board=lambda: ours.get("reporting", f"{course}/dashboard", token),
        stages=home.stages(),
        sessions=home.sessions(),
    )
    return render_template("facilitation/home.html", **found)


@blueprint.get("/stages/new")
@facilitators
def new_stage() -> Any:
    return _form("facilitation/stage.html", Form.fresh())


@blueprint.post("/stages/new")
@facilitators
def publish_stage() -> Any:
    form = Form.sent("number", "title", "summary", "opens_at")
    number, opens_at = form.typed["number"], utc(form.typed["opens_at"])
    asked = dict(form.typed) | {"number": int(number) if number.isdigit() else None, "opens_at": opens_at}
    return _send(form, "stages", asked, "facilitation/stage.html", _("L’étape est annoncée."))


@blueprint.get("/sessions/new")
@facilitators
def new_session() -> Any:
    return _form("facilitation/session.html", Form.fresh(minutes="60"))


@blueprint.post("/sessions/new")
@facilitators
def schedule_session() -> Any:
    form = Form.sent("title", "summary", "starts_at", "minutes")
    minutes, starts_at = form.typed["minutes"], utc(form.typed["starts_at"])
    asked = dict(form.typed) | {"minutes": int(minutes) if minutes.isdigit() else None, "starts_at": starts_at}
    return _send(form, "sessions", asked, "facilitation/session.html", _("La séance est annoncée."))


@blueprint.get("/sessions/<meeting>/recording")
@facilitators
def new_recording(meeting: str) -> Any:
    return _form("facilitation/recording.html", Form.fresh())


@blueprint.post("/sessions/<meeting>/recording")
@facilitators
def record_session(meeting: str) -> Any:
    form = Form.sent("url")
    path, asked = f"/sessions/{meeting}/recording", dict(form.typed)
    if form.deliver(lambda: services().send("PUT", "enrolment", path, session.token(), asked)):
        _forget("sessions")
        return redirect(url_for("stages.listed"), 303)
    return _form("facilitation/recording.html", form), form.status


def _send(form: Form, what: str, asked: dict[str, Any], template: str, done: str) -> Any:
    path = f"/courses/{parts.course()}/{what}"
    if form.deliver(lambda: services().post("enrolment", path, asked, session.token(), form.key)):
        _forget(what)
        return redirect(url_for("stages.listed"), 303)
    return _form(template, form), form.status


def _forget(what: str) -> None:
    """Have the next page ask anew."""
    parts.memory().forget(("enrolment", f"/courses/{parts.course()}/{what}", (("limit", 100),)))


def _form(template: str, form: Form) -> str:
    return render_template(template, form=form, **together(unread=parts.unread(session.token())))
