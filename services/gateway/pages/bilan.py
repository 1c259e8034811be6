"""The bilan: figures and sensations as they are now, published reports, and for each figure where it comes from."""

from datetime import date, timedelta
from operator import itemgetter
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for

from gateway import session
from gateway.forms import Form
from gateway.languages import current
from gateway.pages import parts
from gateway.pages.doors import members, reporters
from gateway.pages.moods import MOODS
from gateway.services import patiently, services, together

blueprint = Blueprint("bilan", __name__)
MONTH = timedelta(days=30)


@blueprint.get("/bilan")
@members
def live() -> Any:
    """As it is now, for everybody of the course."""
    token, ours, course = session.token(), services(), f"/courses/{parts.course()}"
    found = together(
        unread=parts.unread(token),
        now=lambda: ours.get("reporting", f"{course}/bilan/now", token),
    )
    pieces = {"board": "dashboard", "sensations": "sensations", "published": "bilans"}
    found |= {part: found["now"].then(itemgetter(name)) for part, name in pieces.items()}
    quoted = (quote["person"] for one in found["sensations"].value or [] for quote in one["quotes"])
    return render_template("bilan/live.html", **found, names=parts.names(token, quoted), moods=dict(MOODS))


@blueprint.get("/bilans/<uuid:bilan>")
@members
def shown(bilan: Any) -> Any:
    """A published one, the same whenever it is read."""
    token = session.token()
    found = patiently(unread=parts.unread(token), bilan=lambda: services().make("reporting", f"/bilans/{bilan}", token))
    if found["bilan"].status == 404:
        abort(404)
    return render_template("bilan/bilan.html", **found, identity=str(bilan), preview={}, **_people(found, token))


@blueprint.get("/bilan/prepare")
@reporters
def prepare() -> Any:
    """One of any period, before it is published."""
    today = date.today()
    form = Form.fresh(first=str(today - MONTH), last=str(today), title="", text="")
    return _preview(form)


@blueprint.post("/bilan/prepare")
@reporters
def publish() -> Any:
    form = Form.sent("first", "last", "title", "text")
    path, asked = f"/courses/{parts.course()}/bilans", dict(form.typed) | {"language": current()}
    if made := form.deliver(lambda: services().post("reporting", path, asked, session.token(), form.key)):
        return redirect(url_for(".shown", bilan=made["id"]), 303)
    return _preview(form), form.status


def _preview(form: Form) -> str:
    token, path = session.token(), f"/courses/{parts.course()}/bilan"
    period = {name: request.args.get(name) or form.typed[name] for name in ("first", "last")}
    form.typed = dict(form.typed) | period
    found = patiently(
        unread=parts.unread(token),
        bilan=lambda: services().make("reporting", path, token, language=current(), **period),
    )
    return render_template("bilan/prepare.html", **found, form=form, preview=period, **_people(found, token))


def _people(found: dict[str, Any], token: str | None) -> dict[str, Any]:
    made = found["bilan"].value or {}
    quoted = (quote.get("person") for one in made.get("sensations", []) for quote in one["quotes"])
    return {"names": parts.names(token, quoted), "moods": dict(MOODS)}
