"""Who is signed in, from request to request: two cookies, renewed before the access token runs out (see renewals)."""

import base64
import json
import time
from contextlib import suppress

from flask import Flask, Response, current_app, g, request

from gateway import cookies
from gateway.renewals import Tokens
from gateway.services import Away

EARLY = 60.0
"""Seconds before its end at which an access token is renewed."""


def token() -> str | None:
    """The access token of whoever sent this request, renewed when it is about to run out; None for a passer-by."""
    if "token" not in g:
        g.token = _token()
    return g.token


def who() -> str | None:
    """Their id as their own cookie has it: good for showing things, while every service verifies for itself."""
    found = token()
    return _claims(found).get("sub") if found else None


def roles(course: str) -> list[str]:
    """Their roles in a course, as their own cookie has them."""
    found = token()
    courses = _claims(found).get("courses") if found else None
    return list(courses.get(course, [])) if isinstance(courses, dict) else []


def has_role(course: str, *wanted: str) -> bool:
    """Whether they have one of these roles; operators have all."""
    found = token()
    operator = found and "operator" in _claims(found).get("roles", [])
    return bool(operator or set(wanted) & set(roles(course)))


def sign_in(tokens: Tokens) -> None:
    """Have this request's answer set the cookies."""
    g.tokens, g.token = tokens, tokens.access


def renew() -> None:
    """Have new tokens at once, since what one may do here has changed; it comes by itself where that cannot be."""
    refresh = request.cookies.get(cookies.REFRESH)
    with suppress(Away):
        if refresh and (tokens := current_app.extensions["bascule"]["renewals"].renew(refresh)):
            sign_in(tokens)


def sign_out() -> None:
    g.tokens, g.token = None, None


def remember(app: Flask, *, secure: bool) -> None:
    """Set or drop the cookies with whatever answer the application gives."""

    @app.after_request
    def set_cookies(response: Response) -> Response:
        if "tokens" in g:
            for name, value in zip((cookies.ACCESS, cookies.REFRESH), g.tokens or (None, None), strict=True):
                if value:
                    cookies.put(response, name, value, secure=secure)
                else:
                    cookies.drop(response, name, secure=secure)
        return response


def _token() -> str | None:
    access, refresh = request.cookies.get(cookies.ACCESS), request.cookies.get(cookies.REFRESH)
    lasts = _claims(access).get("exp", 0) - time.time() if access else 0
    if lasts > EARLY or not refresh:
        return access if lasts > 0 else None
    try:
        tokens = current_app.extensions["bascule"]["renewals"].renew(refresh)
    except Away:
        return access if lasts > 0 else None
    if tokens:
        sign_in(tokens)
        return tokens.access
    return access if lasts > 0 else None


def _claims(access: str) -> dict:
    """What a token says, unverified."""
    try:
        payload = access.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        return claims if isinstance(claims.get("exp"), int | float) else {}
    except (ValueError, IndexError, AttributeError):
        return {}
