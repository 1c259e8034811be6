"""A hand: asking the community or some contacts, offering, and thanking whoever helped."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _

from gateway import session
from gateway.forms import Form, act
from gateway.pages import parts
from gateway.pages.doors import members
from gateway.services import services, together

blueprint = Blueprint("help", __name__)


@blueprint.get("/help")
@members
def listed() -> Any:
    token, path = session.token(), f"/courses/{parts.course()}/help"
    wanted = {"state": "closed" if request.args.get("state") == "closed" else "", "mine": request.args.get("mine", "")}
    asked = parts.page_asked(20, **wanted)
    found = together(unread=parts.unread(token), page=lambda: services().get("forum", path, token, **asked))
    page = found["page"].value or {"items": []}
    names = parts.names(token, (one["author"] for one in page["items"]))
    return render_template("help/list.html", **found, names=names, wanted=wanted)


@blueprint.get("/help/new")
@members
def new() -> Any:
    return _form(Form.fresh(project=request.args.get("project", "")))


@blueprint.post("/help/new")
@members
def ask() -> Any:
    form, path = Form.sent("title", "body", "project", several=("to",)), f"/courses/{parts.course()}/help"
    said = {"title": form.typed["title"], "body": form.typed["body"], "to": form.typed["to"]}
    said |= {"project": form.typed["project"]} if form.typed["project"] else {}
    if made := form.deliver(lambda: services().post("forum", path, said, session.token(), form.key)):
        return redirect(url_for(".shown", asked=made["id"]), 303)
    return _form(form), form.status


@blueprint.get("/help/<uuid:asked>")
@members
def shown(asked: UUID) -> Any:
    return _page(asked, Form.fresh())


@blueprint.post("/help/<uuid:asked>/offers")
@members
def offer(asked: UUID) -> Any:
    form, path = Form.sent("word"), f"/help/{asked}/offers"
    said = dict(form.typed)
    if form.deliver(lambda: services().post("forum", path, said, session.token(), form.key)):
        return redirect(url_for(".shown", asked=asked, _anchor="offers"), 303)
    return _page(asked, form), form.status


@blueprint.post("/help/<uuid:asked>/close")
@members
def close(asked: UUID) -> Any:
    given = request.form
    said = {"outcome": given.get("outcome", "helped"), "helpers": given.getlist("helpers")}
    said["thanks"] = given.get("thanks", "").strip()
    done = _("C’est fait. Merci d’avoir demandé, et merci à qui a aidé.")
    act(lambda: services().post("forum", f"/help/{asked}/close", said, session.token()), done)
    return redirect(url_for(".shown", asked=asked), 303)


def _page(asked: UUID, form: Form) -> str:
    token = session.token()
    found = together(unread=parts.unread(token), asked=lambda: services().get("forum", f"/help/{asked}", token))
    if found["asked"].status == 404:
        abort(404)
    known = found["asked"].value or {}
    people = [known.get("author"), *known.get("helpers", ()), *(one["by"] for one in known.get("offers", ()))]
    return render_template("help/request.html", **found, form=form, names=parts.names(token, people))


def _form(form: Form) -> str:
    token, ours = session.token(), services()
    path = f"/courses/{parts.course()}/projects"
    found = together(
        unread=parts.unread(token),
        contacts=lambda: ours.get("forum", "/me/contacts", token, limit=100)["items"],
        projects=lambda: ours.get("forum", path, token, mine=True, limit=20)["items"],
    )
    names = parts.names(token, (one["person"] for one in found["contacts"].value or []))
    return render_template("help/new.html", **found, form=form, names=names)
