"""Taking part: a stance, arguments, what convinces, a second thought, and why people stand where they stand."""

from operator import itemgetter
from typing import Any
from uuid import UUID

from flask import abort, redirect, render_template, request, url_for

from gateway import session
from gateway.forms import Form, act, number
from gateway.languages import current
from gateway.pages import parts
from gateway.pages.controversies.blueprint import STEPS, blueprint
from gateway.pages.doors import members
from gateway.services import services, together

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
