"""What tests of the pages share: the application with dead services, who visits, and a service that can be scripted."""

import base64
import json
import re
import time
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from gateway.pages import create_app
from gateway.settings import SERVICES, PagesSettings
from werkzeug import Request, Response

DEAD = "http://127.0.0.1:9"
COURSE = "innovation-publique"


def app(address: str = DEAD, public_url: str = "http://localhost", proxies: int = 0) -> Flask:
    addresses = dict.fromkeys(SERVICES, address)
    return create_app(PagesSettings("a secret of some length", addresses, address, public_url, proxies=proxies))


def token(lasts: float = 600, *roles: str) -> str:
    claims = {"sub": "anna", "exp": time.time() + lasts, "courses": {COURSE: ["learner", *roles]}}
    payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"e30.{payload}.x"


def sign_in(client: FlaskClient, lasts: float = 600, *roles: str) -> FlaskClient:
    client.set_cookie("bascule_access", token(lasts, *roles))
    client.set_cookie("bascule_refresh", "family.secret")
    return client


def hidden(text: str) -> dict[str, str]:
    """The hidden fields of a page's forms that make them ours."""
    return dict(re.findall(r'name="(csrf_token|key|link|next)" value="([^"]*)"', text))


class Service:
    """Answers with what it was sent; `asked` keeps all requests, `answers` maps a path to an answer of its own."""

    def __init__(self) -> None:
        self.asked: list[Request] = []
        self.answers: dict[str, tuple[int, Any]] = {}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        return self.answer(Request(environ))(environ, start_response)

    def answer(self, request: Request) -> Response:
        request.get_data()
        self.asked.append(request)
        status, answer = self.answers.get(request.path, (200, None))
        body = answer if answer is not None else {"headers": dict(request.headers), "length": len(request.get_data())}
        headers = {"Set-Cookie": "theirs=1", "X-Theirs": "yes", "Content-Type": "application/json"}
        return Response(json.dumps(body), status, headers)
