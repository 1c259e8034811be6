"""Who is signed in, from request to request: two cookies, renewed before the access token runs out.

A refresh token may be used once; one that comes twice ends the sign-in. A browser sends many requests at once, so the
first of them renews, the others wait for the same answer, and it is kept for those that were sent with the old cookie.
A refused token is left in the browser: another answer may be bringing its successor at this moment.
"""

import base64
import json
import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from threading import Lock
from typing import NamedTuple

from flask import Flask, Response, current_app, g, request

from gateway import cookies, metrics
from gateway.services import Away, Refused, Services

EARLY = 60.0
"""Seconds before its end at which an access token is renewed."""
KEPT = 60.0


class Tokens(NamedTuple):
    access: str
    refresh: str


class Renewals:
    """Renews each refresh token once; `ask` returns None when refused, and raises Away."""

    def __init__(self, ask: Callable[[str], Tokens | None]) -> None:
        self._ask, self._lock = ask, Lock()
        self._answers: OrderedDict[str, tuple[float, Future[Tokens | None]]] = OrderedDict()

    def renew(self, refresh: str) -> Tokens | None:
        """New tokens, the same for all who come with this one; None when it is good no more. Raises Away."""
        with self._lock:
            self._forget()
            known = self._answers.get(refresh)
            answer: Future[Tokens | None] = known[1] if known else Future()
            if not known:
                self._answers[refresh] = (time.monotonic() + KEPT, answer)
        if not known:
            self._fill(refresh, answer)
        return answer.result()

    def _fill(self, refresh: str, answer: "Future[Tokens | None]") -> None:
        try:
            answer.set_result(self._ask(refresh))
        except BaseException as error:  # also when this greenlet is killed: the others must not wait for ever
            with self._lock:
                self._answers.pop(refresh, None)
            answer.set_exception(error if isinstance(error, Away) else Away("enrolment"))
            if not isinstance(error, Away):
                raise

    def _forget(self) -> None:
        now = time.monotonic()
        while self._answers and next(iter(self._answers.values()))[0] < now:
            self._answers.popitem(last=False)


def ask_enrolment(services: Services) -> Callable[[str], Tokens | None]:
    def ask(refresh: str) -> Tokens | None:
        try:
            answer = services.post("enrolment", "/tokens/refresh", {"refresh_token": refresh})
        except Refused:
            metrics.RENEWED.labels("refused").inc()
            return None
        metrics.RENEWED.labels("renewed").inc()
        return Tokens(answer["access_token"], answer["refresh_token"])

    return ask


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
