"""Signing in over HTTP. Secrets are made here, once per request, so that a transaction that runs again stores the same;
what is answered is never stored, so these routes take no Idempotency-Key.
"""

from typing import Any

from flask import Response, jsonify
from kit.allowed import anybody
from kit.errors import Unauthenticated
from kit.event import new_id
from kit.web import configured, database, perform, transaction

from enrolment import commands, keys, tokens
from enrolment.api.blueprint import blueprint, client, gives, route, takes
from enrolment.schemas import answers, requests

CACHED = "public, max-age=300"


@route("/sign-in", methods=["POST"])
@anybody
@takes(requests.SignIn)
@gives(202, answers.Accepted)
def ask_for_link(asked: dict[str, Any]) -> Any:
    """Ask for a one-time link by e-mail; the answer is the same whether or not the address is known"""
    return perform(commands.request_link, configured().public_url, asked["email"], asked.get("next"), client())


@route("/tokens", methods=["POST"])
@anybody
@takes(requests.Link)
@gives(200, answers.Tokens)
def use_link(asked: dict[str, Any]) -> Any:
    """Trade a one-time link for tokens"""
    family = new_id()
    token = tokens.refresh_token(family)
    claims = transaction(lambda work: commands.begin_family(work, asked["link"], family, token))
    return give_tokens(claims, token, "This link was used before or is out of date: ask for another")


@route("/tokens/refresh", methods=["POST"])
@anybody
@takes(requests.RefreshToken)
@gives(200, answers.Tokens)
def refresh(asked: dict[str, Any]) -> Any:
    """Trade a refresh token for new tokens; one that comes again after ten seconds ends its sign-in"""
    token = asked["refresh_token"]
    successor = tokens.refresh_token(tokens.family_of(token))
    claims = transaction(lambda work: commands.refresh_family(work, token, successor))
    return give_tokens(claims, successor, "This sign-in has ended: sign in again")


@route("/tokens/revoke", methods=["POST"])
@anybody
@takes(requests.RefreshToken)
@gives(204)
def revoke(asked: dict[str, Any]) -> None:
    """Sign out: end the sign-in that this refresh token belongs to"""
    transaction(lambda work: commands.revoke_family(work, asked["refresh_token"]))


@route("/jwks.json")
@anybody
@blueprint.response(200, answers.Keys)
def show_keys() -> Response:
    """Show the public keys by which tokens are verified"""
    response = jsonify(keys.public(database()))
    response.headers["Cache-Control"] = CACHED
    return response


def give_tokens(claims: dict[str, Any] | None, refresh_token: str, refused: str) -> dict[str, Any]:
    """What is answered to whoever signs in; raises Unauthenticated with `refused` when there are no claims."""
    if claims is None:
        raise Unauthenticated(refused)
    return {
        "access_token": tokens.access_token(keys.signing(database()), claims),
        "token_type": "Bearer",  # nosec B105
        "expires_in": tokens.ACCESS_LASTS,
        "refresh_token": refresh_token,
    }
