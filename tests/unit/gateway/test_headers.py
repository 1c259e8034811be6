"""What a browser may do with our pages."""

import re

import pytest
from flask.testing import FlaskClient

from tests.unit.gateway.visits import app


@pytest.mark.parametrize("path", ["/", "/nothing-here", "/healthz", "/api/nobody/x", "/assets/x/bascule.css"])
def test_every_answer_says_what_a_browser_may_do(visitor: FlaskClient, path: str) -> None:
    headers = visitor.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in headers


def test_over_https_cookies_and_transport_are_held_to_it() -> None:
    answer = app(public_url="https://bascule.example").test_client().get("/sign-in", base_url="https://bascule.example")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
    cookie = answer.headers["Set-Cookie"]
    assert all(word in cookie for word in ("Secure", "HttpOnly", "SameSite=Lax"))


def test_pages_have_no_script_or_style_inside(anna: FlaskClient) -> None:
    for path in ("/", "/projects/new", "/sign-in"):
        text = anna.get(path).text
        assert not re.search(r"<style|style=|<script(?![^>]*src=)|\son\w+=", text)
