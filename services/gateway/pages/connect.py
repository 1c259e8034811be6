"""Signing in by an account elsewhere (OpenID Connect): off to the provider, and back with what it says.

The state goes with the browser, in a cookie that scripts cannot read, and must come back in the address: nobody can be
signed in as somebody else by a link that another prepared (RFC 6749, 10.12).
"""

import hmac
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from gateway import cookies, session
from gateway.forms import Form
from gateway.languages import current
from gateway.pages import parts
from gateway.renewals import Tokens
from gateway.security import local
from gateway.services import Away, Refused, services, together

blueprint = Blueprint("connect", __name__)
TEN_MINUTES = 600
"""Seconds for which enrolment remembers who set out."""
ROLES = ("learner", "facilitator", "reporter")


@blueprint.get("/sign-in/connect/start")
def set_out() -> Any:
    """Off to the provider. A link, since browsers let no form lead to another site under our policy; it changes
    nothing for whoever follows it, and a state that nobody comes back with is forgotten.
    """
    next_page = local(request.args.get("next"))
    try:
        way = services().post("enrolment", "/connect", {"next": next_page})
    except Away:
        return _sorry(_("Cet autre compte ne répond pas pour l’instant. Un lien par courriel marche toujours."), 503)
    except Refused as refused:
        return _sorry(_("On n’entre pas ici par un autre compte. Demandez un lien par courriel."), refused.status)
    response: Any = redirect(way["url"], 303)
    cookies.put(response, cookies.CONNECT, way["state"], secure=_is_secure(), lasts=TEN_MINUTES)
    return response


@blueprint.get("/sign-in/connect")
def come_back() -> Any:
    """What the provider sent back becomes cookies; whoever is new is asked where they work."""
    given, known = request.args, request.cookies.get(cookies.CONNECT, "")
    if not known or not hmac.compare_digest(known.encode(), given.get("state", "").encode()):
        return _sorry(_("Ce retour n’a pas commencé dans ce navigateur, ou il y a trop longtemps. Recommencez."), 400)
    if given.get("error") or not given.get("code"):
        return _sorry(_("L’autre compte n’a pas confirmé. Rien n’a changé : recommencez, ou demandez un lien."), 401)
    said = {"code": given["code"], "state": known, "language": current()}
    try:
        answer = services().post("enrolment", "/connect/tokens", said)
    except Away:
        return _sorry(_("Cet autre compte ne répond pas pour l’instant. Un lien par courriel marche toujours."), 503)
    except Refused:
        return _sorry(_("Cet autre compte n’a pas pu dire qui vous êtes. Demandez plutôt un lien par courriel."), 401)
    session.sign_in(Tokens(answer["access_token"], answer["refresh_token"]))
    return _dropped(redirect(_onwards(answer.get("next")), 303))


def _onwards(next_page: str | None) -> str:
    if session.has_role(parts.course(), *ROLES):
        return local(next_page)
    flash(_("Plus qu’un pas : dites-nous où vous travaillez, et vous êtes du parcours."), "done")
    return url_for("me.show", _anchor="work")


def _sorry(words: str, status: int) -> Any:
    found = together(provider=parts.public("enrolment", "/connect"))
    page = render_template("sign_in/ask.html", form=Form.fresh(email="", next="/"), sorry=words, **found)
    return _dropped(current_app.make_response((page, status)))


def _dropped(response: Any) -> Any:
    cookies.drop(response, cookies.CONNECT, secure=_is_secure())
    return response


def _is_secure() -> bool:
    return current_app.extensions["bascule"]["settings"].is_secure
