"""Contacts: people met here, kept because both want it, also after the course; and finding people by their name."""

from functools import partial
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _

from gateway import session
from gateway.forms import Form, act
from gateway.pages import parts
from gateway.pages.doors import members
from gateway.services import services, together

blueprint = Blueprint("contacts", __name__)


@blueprint.get("/contacts")
@members
def listed() -> Any:
    token, ours, q = session.token(), services(), request.args.get("q", "").strip()[:60]
    people = {"people": lambda: ours.get("enrolment", "/people/search", token, course=parts.course(), q=q)["items"]}
    found = together(
        unread=parts.unread(token),
        all=lambda: ours.get("forum", "/me/contacts", token, limit=100, state="all")["items"],
        **(people if q else {}),
    )
    for name, state in (("kept", "accepted"), ("asked", "asked")):
        found[name] = found["all"].then(partial(_in_state, state))
    known = [one["person"] for name in ("kept", "asked") for one in found[name].value or []]
    return render_template("contacts/list.html", **found, q=q, names=parts.names(token, known), known=known)


def _in_state(state: str, contacts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for one in contacts if one["state"] == state]


@blueprint.get("/contacts/new/<person>")
@members
def ask(person: str) -> Any:
    return _form(person, Form.fresh())


@blueprint.post("/contacts/new/<person>")
@members
def send(person: str) -> Any:
    form, path = Form.sent("word"), f"/courses/{parts.course()}/contacts"
    said = {"to": person, "word": form.typed["word"]}
    if form.deliver(lambda: services().post("forum", path, said, session.token(), form.key)):
        return redirect(url_for(".listed"), 303)
    return _form(person, form), form.status


@blueprint.post("/contacts/<contact>")
@members
def decide(contact: str) -> Any:
    """Accept, or end it: declining says nothing to the other."""
    yes = request.form.get("yes")
    method, done = ("PUT", _("Vous voilà en contact.")) if yes else ("DELETE", _("C’est noté."))
    act(lambda: services().send(method, "forum", f"/me/contacts/{contact}", session.token()), done)
    return redirect(url_for(".listed"), 303)


def _form(person: str, form: Form) -> str:
    token = session.token()
    names = parts.names(token, [person])
    found = together(unread=parts.unread(token))
    return render_template("contacts/ask.html", **found, person=person, names=names, form=form)
