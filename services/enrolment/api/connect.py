"""Signing in by an account elsewhere (OpenID Connect). The gateway sends the browser there, keeps the state in a cookie
of that browser, and brings code and state back; it must refuse a state that is not the cookie's.
"""

from typing import Any

from kit.allowed import anybody
from kit.errors import Unauthenticated
from kit.event import new_id
from kit.web import configured, transaction

from enrolment import commands, tokens
from enrolment.api.blueprint import gives, route, takes
from enrolment.api.sign_in import give_tokens
from enrolment.provider import Provider
from enrolment.schemas import connect as shapes

ENDED = "This way back was used before or is out of date: sign in again"
ANOTHER = "This address belongs to somebody who signs in by another account"


@route("/connect")
@anybody
@gives(200, shapes.Offer)
def show_provider() -> Any:
    """Show whether one may sign in by an account elsewhere, and what it is called"""
    settings = configured()
    return {"open": bool(settings.oidc_issuer), "name": settings.oidc_name}


@route("/connect", methods=["POST"])
@anybody
@takes(shapes.SetOut)
@gives(201, shapes.Way)
def set_out(asked: dict[str, Any]) -> Any:
    """Set out for the provider: the address to go to, and the state that must come back"""
    provider = Provider(configured())
    state, nonce, verifier = tokens.new_secret(), tokens.new_secret(), tokens.new_secret()
    transaction(lambda work: commands.set_out(work, state, nonce, verifier, asked.get("next")))
    return {"url": provider.address(state, nonce, verifier), "state": state}


@route("/connect/tokens", methods=["POST"])
@anybody
@takes(shapes.WayBack)
@gives(200, shapes.Connected)
def come_back(asked: dict[str, Any]) -> Any:
    """Trade what the provider sent back for tokens; whoever is new becomes a person, who can then enrol"""
    way = transaction(lambda work: commands.come_back(work, asked["state"]))
    if way is None:
        raise Unauthenticated(ENDED)
    who = Provider(configured()).identity(asked["code"], way["nonce"], way["verifier"])
    family = new_id()
    token = tokens.refresh_token(family)
    claims = transaction(lambda work: commands.connect(work, *who, asked["language"], family, token))
    return give_tokens(claims, token, ANOTHER) | {"next": way["next"]}
