"""Where the events of one program are pushed to: an address, its pauses, a replay, and what could not be delivered."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from gateway import session
from gateway.forms import Form, act, number
from gateway.pages import parts
from gateway.pages.doors import reporters
from gateway.services import Part, services, together

blueprint = Blueprint("destinations", __name__, url_prefix="/streams/<consumer>")
KINDS = (("webhook", later("un programme (CloudEvents)")), ("xapi", later("un LRS (xAPI)")))
MODES = (("structured", later("un par un")), ("batched", later("par cent au plus")))
STEPS: dict[str, dict[str, bool]] = {
    "pause": {"paused": True},
    "resume": {"paused": False},
    "replay": {"from_start": True, "paused": False},
}


@blueprint.get("")
@reporters
def show(consumer: str) -> Any:
    return _page(consumer, None)


@blueprint.post("")
@reporters
def send_to(consumer: str) -> Any:
    """A new address; the secret that signs is shown this once, and so stays out of any address or flash."""
    form = Form.sent("url", "kind", "mode", "username", "password", "from_start")
    said = dict(form.typed) | {"from_start": bool(form.typed["from_start"])}
    made = form.deliver(
        lambda: services().send("PUT", "reporting", f"/consumers/{consumer}/destination", session.token(), said)
    )
    return _page(consumer, None if made else form, made["secret"] if made else ""), form.status


@blueprint.post("/steering")
@reporters
def steer(consumer: str) -> Any:
    """Pause, go on, or replay from the first event."""
    said = STEPS.get(request.form.get("step", ""), {})
    path = f"/consumers/{consumer}/destination"
    act(lambda: services().send("PATCH", "reporting", path, session.token(), said), _("C’est noté."))
    return redirect(url_for(".show", consumer=consumer), 303)


@blueprint.post("/removal")
@reporters
def stop(consumer: str) -> Any:
    path, done = f"/consumers/{consumer}/destination", _("Plus rien n’est envoyé à cette adresse.")
    act(lambda: services().send("DELETE", "reporting", path, session.token()), done)
    return redirect(url_for(".show", consumer=consumer), 303)


@blueprint.post("/undelivered")
@reporters
def send_again(consumer: str) -> Any:
    """One of those that could not be delivered, or all of them."""
    position = request.form.get("position", "")
    found = number(position)
    said = {"positions": [] if found is None else [found]}
    path, done = f"/consumers/{consumer}/undelivered/resend", _("C’est reparti, vers ce programme seulement.")
    act(lambda: services().post("reporting", path, said, session.token()), done)
    return redirect(url_for(".show", consumer=consumer, _anchor="undelivered"), 303)


def _page(consumer: str, form: Form | None, secret: str = "") -> str:  # nosec B107
    token, ours, path = session.token(), services(), f"/courses/{parts.course()}/consumers"
    asked = parts.page_asked(30)
    found = together(
        unread=parts.unread(token),
        consumers=lambda: ours.get("reporting", path, token, limit=100)["items"],
        undelivered=lambda: ours.get("reporting", f"/consumers/{consumer}/undelivered", token, **asked),
        state=lambda: ours.get("reporting", "/state"),
    )
    if found["undelivered"].status == 404:
        abort(404)
    known: Part = found["consumers"]
    one = next((each for each in known.value or [] if each["id"] == consumer), None)
    place = (one or {}).get("destination") or {"kind": "webhook", "mode": "structured"}
    form = form or Form.fresh(**{name: place.get(name) for name in ("url", "kind", "mode")})
    choices = {"kinds": KINDS, "modes": MODES, "secret": secret}
    return render_template("streams/destination.html", **found, one=one, form=form, **choices)
