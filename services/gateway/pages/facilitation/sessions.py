"""Announcing a session, moving it, calling it off, and saying where its recording is."""

from typing import Any

from flask_babel import gettext as _

from gateway import session
from gateway.forms import Form, act, number
from gateway.pages import parts
from gateway.pages.doors import facilitators
from gateway.pages.facilitation.blueprint import blueprint
from gateway.pages.facilitation.course import changed, changing
from gateway.services import services
from gateway.times import local, utc

FIELDS = ("title", "summary", "starts_at", "minutes", "url")


@blueprint.get("/sessions/new")
@facilitators
def new_session() -> Any:
    return _new(Form.fresh(minutes="60"))


@blueprint.post("/sessions/new")
@facilitators
def schedule_session() -> Any:
    form, path = Form.sent(*FIELDS), f"/courses/{parts.course()}/sessions"
    asked = _asked(form)
    if form.deliver(lambda: services().post("enrolment", path, asked, session.token(), form.key)):
        return changed("sessions", _("La séance est annoncée."))
    return _new(form), form.status


@blueprint.get("/sessions/<uuid:meeting>/edit")
@facilitators
def show_session(meeting: Any) -> Any:
    return _edit(meeting, None)


@blueprint.post("/sessions/<uuid:meeting>/edit")
@facilitators
def change_session(meeting: Any) -> Any:
    """Whoever registered is told of another time."""
    form, path = Form.sent(*FIELDS), f"/sessions/{meeting}"
    asked = _asked(form)
    if form.deliver(lambda: services().send("PATCH", "enrolment", path, session.token(), asked)):
        return changed("sessions", _("La séance est changée."))
    return _edit(meeting, form), form.status


@blueprint.post("/sessions/<uuid:meeting>/cancellation")
@facilitators
def cancel_session(meeting: Any) -> Any:
    path = f"/sessions/{meeting}/cancellation"
    done = _("La séance est annulée. Les personnes inscrites l’apprennent.")
    act(lambda: services().send("PUT", "enrolment", path, session.token()), done)
    return changed("sessions")


@blueprint.get("/sessions/<uuid:meeting>/recording")
@facilitators
def new_recording(meeting: Any) -> Any:
    return _recording(Form.fresh())


@blueprint.post("/sessions/<uuid:meeting>/recording")
@facilitators
def record_session(meeting: Any) -> Any:
    form = Form.sent("url")
    path, asked = f"/sessions/{meeting}/recording", dict(form.typed)
    if form.deliver(lambda: services().send("PUT", "enrolment", path, session.token(), asked)):
        return changed("sessions", _("L’enregistrement est en ligne."))
    return _recording(form), form.status


def _asked(form: Form) -> dict[str, Any]:
    whole = {"minutes": number(form.typed["minutes"]), "starts_at": utc(form.typed["starts_at"])}
    return dict(form.typed) | whole | {"url": form.typed["url"] or None}


def _new(form: Form) -> str:
    return parts.page("facilitation/session.html", form=form)


def _recording(form: Form) -> str:
    return parts.page("facilitation/recording.html", form=form)


def _edit(meeting: Any, form: Form | None) -> str:
    return changing("facilitation/session.html", f"/sessions/{meeting}", form, _typed)


def _typed(known: dict[str, Any]) -> dict[str, Any]:
    return {name: known.get(name) for name in FIELDS} | {"starts_at": local(known.get("starts_at"))}
