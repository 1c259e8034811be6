"""Signing in by a one-time link. Mail scanners open links: showing one does nothing, only pressing the button does."""

from contextlib import suppress
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from gateway import session
from gateway.cookies import REFRESH
from gateway.forms import Form
from gateway.pages import parts
from gateway.renewals import Tokens
from gateway.security import local
from gateway.services import Away, Refused, services, together

blueprint = Blueprint("sign_in", __name__)


@blueprint.get("/sign-in")
def show() -> str:
    """The form for an address, or with a link the button that uses it."""
    next_page = local(request.args.get("next"))
    if link := request.args.get("link"):
        return render_template("sign_in/link.html", form=Form.fresh(link=link, next=next_page))
    return _ask(Form.fresh(email="", next=next_page))


@blueprint.post("/sign-in")
def ask_for_link() -> Any:
    """Always the same answer, whether or not the address is known."""
    form = Form.sent("email", "next")
    asked = {"email": form.typed["email"], "next": local(form.typed["next"])}
    sent = form.deliver(lambda: services().post("enrolment", "/sign-in", asked))
    return _ask(form, sent=sent), form.status


@blueprint.post("/sign-in/link")
def use_link() -> Any:
    """Trade the link for tokens, which become cookies."""
    form = Form.sent("link", "next")
    next_page = local(form.typed["next"])
    try:
        answer = services().post("enrolment", "/tokens", {"link": form.typed["link"]})
    except Away:
        return render_template("sign_in/link.html", form=form, away=True), 503
    except Refused:
        return _ask(Form.fresh(email="", next=next_page), spent=True), 410
    session.sign_in(Tokens(answer["access_token"], answer["refresh_token"]))
    return redirect(next_page, 303)


@blueprint.post("/sign-out")
def sign_out() -> Any:
    """Forget the cookies here in any case, and end the sign-in at enrolment when it answers."""
    if refresh := request.cookies.get(REFRESH):
        with suppress(Away, Refused):  # it runs out by itself
            services().post("enrolment", "/tokens/revoke", {"refresh_token": refresh})
    session.sign_out()
    return redirect(url_for("home.home"), 303)


def _ask(form: Form, **said: Any) -> str:
    found = together(provider=parts.public("enrolment", "/connect"))
    return render_template("sign_in/ask.html", form=form, **found, **said)
