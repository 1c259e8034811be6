"""Live sessions: when, where to join, saying that one comes, and seeing them again; one's own calendar."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from gateway import session
from gateway.forms import act
from gateway.pages import parts
from gateway.pages.doors import members
from gateway.services import Away, Refused, services, together

blueprint = Blueprint("sessions", __name__)


@blueprint.get("/sessions/<uuid:meeting>")
@members
def shown(meeting: Any) -> Any:
    token, ours = session.token(), services()
    found = together(
        unread=parts.unread(token),
        meeting=lambda: ours.get("enrolment", f"/sessions/{meeting}", token),
        calendar=lambda: ours.get("enrolment", "/me/calendar", token)["open"],
        drawings=lambda: _drawings(token, str(meeting)),
    )
    if found["meeting"].status == 404:
        abort(404)
    return render_template("sessions/session.html", **found, address="")


@blueprint.post("/sessions/<uuid:meeting>/registration")
@members
def register(meeting: Any) -> Any:
    """I come, or I do not after all."""
    undo = request.form.get("undo")
    method, done = ("DELETE", _("C’est noté.")) if undo else ("PUT", _("C’est noté, on vous le rappellera."))
    act(lambda: services().send(method, "enrolment", f"/sessions/{meeting}/registration", session.token()), done)
    return redirect(url_for(".shown", meeting=meeting), 303)


@blueprint.post("/sessions/<uuid:meeting>/attendance")
@members
def attend(meeting: Any) -> Any:
    """I was there, or I watched it later."""
    path, said = f"/sessions/{meeting}/attendance", {"how": request.form.get("how", "later")}
    act(lambda: services().send("PUT", "enrolment", path, session.token(), said), _("C’est noté."))
    return redirect(url_for(".shown", meeting=meeting), 303)


@blueprint.post("/calendar")
@members
def open_calendar() -> Any:
    """A private address for one's calendar program, shown this once."""
    try:
        made = services().post("enrolment", "/me/calendar", {}, session.token())
    except (Away, Refused):
        flash(_("Le calendrier ne répond pas pour l’instant."), "wrong")
        return redirect(url_for("stages.listed"), 303)
    found = together(unread=parts.unread(session.token()))
    return render_template("sessions/calendar.html", **found, address=made["url"])


def _drawings(token: str | None, about: str) -> list[dict[str, Any]]:
    """The drawings of a session. Raises Away, Refused."""
    path = f"/courses/{parts.course()}/sketchnotes"
    return services().get("enrolment", path, token, about=about, limit=20)["items"]
