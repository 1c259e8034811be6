"""Signing in by a one-time link. Mail scanners open links: showing one does nothing, only pressing the button does."""

from contextlib import suppress
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for

from gateway import session
from gateway.cookies import REFRESH
from gateway.security import local
from gateway.services import Away, Refused, services
from gateway.session import Tokens

blueprint = Blueprint("sign_in", __name__)


@blueprint.get("/sign-in")
def show() -> str:
    """The form for an address, or with a link the button that uses it."""
    next_page = local(request.args.get("next"))
    if link := request.args.get("link"):
        return render_template("sign_in_link.html", link=link, next=next_page)
    return render_template("sign_in.html", next=next_page)


@blueprint.post("/sign-in")
def ask_for_link() -> Any:
    """Always the same answer, whether or not the address is known."""
    email, next_page = request.form.get("email", "").strip(), local(request.form.get("next"))
    again = {"email": email, "next": next_page}
    try:
        services().post("enrolment", "/sign-in", {"email": email, "next": next_page})
    except Away:
        return render_template("sign_in.html", away=True, **again), 503
    except Refused as refused:
        if refused.status == 422:
            return render_template("sign_in.html", wrong=True, **again), 422
    return render_template("sign_in.html", sent=True, **again)


@blueprint.post("/sign-in/link")
def use_link() -> Any:
    """Trade the link for tokens, which become cookies."""
    link, next_page = request.form.get("link", ""), local(request.form.get("next"))
    try:
        answer = services().post("enrolment", "/tokens", {"link": link})
    except Away:
        return render_template("sign_in_link.html", away=True, link=link, next=next_page), 503
    except Refused:
        return render_template("sign_in.html", spent=True, next=next_page), 410
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
