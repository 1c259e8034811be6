"""Controversies: one's own stance first, then the two columns, then a second thought; and what came of it."""

from operator import itemgetter
from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from gateway import session
from gateway.forms import Form, act, number
from gateway.languages import current
from gateway.pages import parts
from gateway.pages.doors import facilitators, members
from gateway.services import services, together
from gateway.times import utc

blueprint = Blueprint("controversies", __name__)
STEPS = (
    (-2, later("Non, pas du tout")),
    (-1, later("Plutôt non")),
    (0, later("Ça dépend")),
    (1, later("Plutôt oui")),
    (2, later("Oui, tout à fait")),
)
SIDES = ("for", "against")


@blueprint.get("/controversies")
@members
def listed() -> Any:
    token, ours, path = session.token(), services(), f"/courses/{parts.course()}/controversies"
    asked = parts.page_asked(20)
    found = together(unread=parts.unread(token), page=lambda: ours.get("forum", path, token, **asked))
    return render_template("controversies/list.html", **found)


@blueprint.get("/controversies/<uuid:controversy>")
@members
def shown(controversy: UUID) -> Any:
    stance = request.args.get("stance", "")
    return _page(controversy, stance=Form.fresh(stance=stance), argument=Form.fresh())


@blueprint.post("/controversies/<uuid:controversy>/stance")
@members
def take_stance(controversy: UUID) -> Any:
    """A first stance, or a second thought when `again` is given."""
    form = Form.sent("stance", "reason", "public", "again", "moved_by")
    again = bool(form.typed["again"])
    said: dict[str, Any] = {"reason": form.typed["reason"], "public": bool(form.typed["public"])}
    said["stance"] = number(form.typed["stance"])
    if again:
        said["moved_by"] = form.typed["moved_by"] or None
    path, method = f"/controversies/{controversy}/stance", "PUT" if again else "POST"
    if form.deliver(lambda: services().send(method, "forum", path, session.token(), said, form.key)):
        return redirect(url_for(".shown", controversy=controversy, _anchor="mine"), 303)
    return _page(controversy, stance=form, argument=Form.fresh()), form.status


@blueprint.post("/controversies/<uuid:controversy>/arguments")
@members
def argue(controversy: UUID) -> Any:
    form, path = Form.sent("side", "body"), f"/controversies/{controversy}/arguments"
    said = dict(form.typed)
    if made := form.deliver(lambda: services().post("forum", path, said, session.token(), form.key)):
        return redirect(url_for(".shown", controversy=controversy, _anchor=f"argument-{made['id']}"), 303)
    return _page(controversy, stance=Form.fresh(), argument=form), form.status


@blueprint.post("/controversies/<uuid:controversy>/arguments/<uuid:argument>/conviction")
@members
def weigh(controversy: UUID, argument: UUID) -> Any:
    """Find an argument convincing, or no longer."""
    method = "DELETE" if request.form.get("undo") else "PUT"
    act(lambda: services().send(method, "forum", f"/arguments/{argument}/conviction", session.token()))
    return redirect(url_for(".shown", controversy=controversy, _anchor=f"argument-{argument}"), 303)


def _page(controversy: UUID, stance: Form, argument: Form) -> str:
    token, ours, path = session.token(), services(), f"/controversies/{controversy}"
    found = together(
        unread=parts.unread(token),
        whole=lambda: ours.get("forum", f"{path}/whole", token, language=current()),
    )
    found |= {name: found["whole"].then(itemgetter(name)) for name in ("controversy", "arguments", "outcome")}
    if found["controversy"].status == 404:
        abort(404)
    arguments = found["arguments"].value or []
    people = (one["author"] for one in arguments)
    columns = {side: [one for one in arguments if one["side"] == side] for side in SIDES}
    return render_template(
        "controversies/controversy.html",
        **found,
        columns=columns,
        steps=STEPS,
        stance=stance,
        argument=argument,
        names=parts.names(token, people),
    )


@blueprint.get("/controversies/<uuid:controversy>/reasons")
@members
def reasons(controversy: UUID) -> Any:
    """Why people stand where they stand."""
    token, ours, path = session.token(), services(), f"/controversies/{controversy}"
    asked = parts.page_asked(30)
    found = together(
        unread=parts.unread(token),
        controversy=lambda: ours.get("forum", path, token),
        page=lambda: ours.get("forum", f"{path}/stances", token, **asked),
    )
    page = found["page"].value or {"items": []}
    names = parts.names(token, (one["author"] for one in page["items"]))
    return render_template("controversies/reasons.html", **found, steps=dict(STEPS), names=names)


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
    unread = together(unread=parts.unread(session.token()))["unread"]
    return render_template("controversies/new.html", form=form, unread=unread)
