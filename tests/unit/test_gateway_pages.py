"""The pages with every service dead: still pages; and what may pass through them, and how."""

import base64
import json
import re
import threading
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from gateway.pages import create_app
from gateway.security import local
from gateway.services import Away
from gateway.session import Renewals, Tokens
from gateway.settings import SERVICES, PagesSettings
from werkzeug import Request, Response
from werkzeug.serving import make_server

from tests.gateway import free_port

DEAD = "http://127.0.0.1:9"


def app(address: str = DEAD, public_url: str = "http://localhost") -> Flask:
    addresses = dict.fromkeys(SERVICES, address)
    return create_app(PagesSettings("a secret of some length", addresses, address, public_url))


def token(lasts: float = 600) -> str:
    payload = json.dumps({"sub": "anna", "exp": time.time() + lasts}).encode()
    return f"e30.{base64.urlsafe_b64encode(payload).decode().rstrip('=')}.x"


@pytest.fixture
def visitor() -> FlaskClient:
    return app().test_client()


@pytest.fixture
def anna() -> FlaskClient:
    return sign_in(app().test_client())


def sign_in(client: FlaskClient, lasts: float = 600) -> FlaskClient:
    client.set_cookie("bascule_access", token(lasts))
    client.set_cookie("bascule_refresh", "family.secret")
    return client


class Service:
    """Answers with what it was sent; `asked` counts, `answers` maps a path to an answer of its own."""

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


@pytest.fixture
def service() -> Iterator[tuple[Service, str]]:
    service, port = Service(), free_port()
    server = make_server("127.0.0.1", port, service, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield service, f"http://127.0.0.1:{port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("path", ["/", "/sign-in", "/sign-in?link=abc"])
def test_a_visitor_gets_whole_pages_while_every_service_is_dead(visitor: FlaskClient, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status_code == 200
    assert "</html>" in answer.text


@pytest.mark.parametrize("path", ["/", "/discussions", "/discussions/" + "0" * 8 + "-0000-7000-8000-" + "0" * 12])
def test_so_do_the_signed_in_with_a_word_for_each_part_that_is_missing(anna: FlaskClient, path: str) -> None:
    answer = anna.get(path)
    assert answer.status_code == 200
    assert 'class="away"' in answer.text
    assert "Me déconnecter" in answer.text


@pytest.mark.parametrize("path", ["/projects", "/projects/new", "/bells"])
def test_the_other_pages_too(anna: FlaskClient, path: str) -> None:
    assert anna.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/discussions", "/projects", "/projects/new", "/bells?after=x"])
def test_who_must_sign_in_first_comes_back_afterwards(visitor: FlaskClient, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/sign-in?{urlencode({'next': path}, safe='/?')}"


@pytest.mark.parametrize("path", ["/", "/nothing-here", "/healthz", "/api/nobody/x", "/static/bascule.css"])
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


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/link", "/sign-out", "/bells/read", "/projects/new"])
def test_a_form_without_its_token_does_nothing(anna: FlaskClient, path: str) -> None:
    answer = anna.post(path, data={"email": "a@b.fr"})
    assert answer.status_code == 400
    assert "formulaire" in answer.text


def test_what_was_typed_is_kept_when_the_forum_is_dead(anna: FlaskClient) -> None:
    path = "/discussions/01939d3e-0000-7000-8000-000000000000"
    page = anna.get(path).text
    hidden = dict(re.findall(r'name="(csrf_token|key)" value="([^"]+)"', page))
    answer = anna.post(path, data=hidden | {"body": "Un <b>long</b> message"})
    assert answer.status_code == 503
    assert "Un &lt;b&gt;long&lt;/b&gt; message" in answer.text
    assert f'name="key" value="{hidden["key"]}"' in answer.text


def test_looking_at_a_link_uses_nothing_up_and_pressing_the_button_signs_in(service: tuple[Service, str]) -> None:
    theirs, address = service
    theirs.answers["/api/enrolment/tokens"] = 200, {"access_token": token(), "refresh_token": "f.s"}
    client = app(address).test_client()
    page = client.get("/sign-in?link=secret&next=/bells")
    assert not [one for one in theirs.asked if one.path.endswith("/tokens")]
    hidden = dict(re.findall(r'name="(csrf_token|link|next)" value="([^"]+)"', page.text))
    answer = client.post("/sign-in/link", data=hidden)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/bells")
    cookies = answer.headers.getlist("Set-Cookie")
    assert all("HttpOnly" in one and "SameSite=Lax" in one for one in cookies if one.startswith("bascule_"))


@pytest.mark.parametrize(
    "foreign", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\\b", "/ x", "", None, "/\n"]
)
def test_nothing_leads_to_another_site(foreign: str | None) -> None:
    assert local(foreign) == "/"
    assert local("/discussions?after=1") == "/discussions?after=1"


def test_a_request_is_passed_on_without_cookies_and_with_the_token(service: tuple[Service, str]) -> None:
    client = sign_in(app(service[1]).test_client())
    answer = client.get(
        "/api/reporting/courses/x/days?limit=2", headers={"Connection": "close, X-Secret", "X-Secret": "1"}
    )
    sent = answer.get_json()["headers"]
    assert sent["Authorization"] == f"Bearer {token()[:10]}"[:17] + sent["Authorization"][17:]
    assert sent["X-Forwarded-Host"] == "localhost"
    assert not {"Cookie", "X-Secret"} & set(sent)
    assert service[0].asked[0].full_path == "/api/reporting/courses/x/days?limit=2"
    assert answer.headers["X-Theirs"] == "yes"
    assert "theirs=1" not in str(answer.headers)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost"}, 200),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Authorization": "Bearer of-my-own", "Origin": "https://evil.example"}, 200),
    ],
)
def test_a_cookie_acts_only_for_our_own_pages(
    service: tuple[Service, str], headers: dict[str, str], status: int
) -> None:
    answer = sign_in(app(service[1]).test_client()).post("/api/forum/x", json={}, headers=headers)
    assert answer.status_code == status
    assert len(service[0].asked) == (status == 200)


def test_bodies_pass_up_to_ten_mebibytes(service: tuple[Service, str]) -> None:
    client, most = app(service[1]).test_client(), 10 * 1024 * 1024
    assert client.post("/api/enrolment/x", data=b"x" * most).get_json()["length"] == most
    answer = client.post("/api/enrolment/x", data=b"x" * (most + 1))
    assert (answer.status_code, answer.content_type) == (413, "application/problem+json")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/forum/x", 503),
        ("/api/nobody/x", 404),
        ("/api/forum/../metrics", 404),
        ("/api/forum", 404),
        ("/stream", 503),
    ],
)
def test_what_cannot_be_passed_on_is_a_problem(visitor: FlaskClient, path: str, status: int) -> None:
    answer = visitor.get(path)
    assert answer.status_code == status
    assert answer.content_type == "application/problem+json"
    assert answer.get_json()["status"] == status


def test_a_token_about_to_run_out_is_renewed_once_for_all_who_ask(service: tuple[Service, str]) -> None:
    theirs, address = service
    theirs.answers["/api/enrolment/tokens/refresh"] = 200, {"access_token": token(), "refresh_token": "family.next"}
    ours = app(address)
    for _ in range(3):
        answer = sign_in(ours.test_client(), lasts=5).get("/api/forum/x")
        assert "bascule_refresh=family.next" in str(answer.headers)
    assert [one.path for one in theirs.asked].count("/api/enrolment/tokens/refresh") == 1


def test_a_refused_renewal_shows_a_visitors_page_and_takes_no_cookie_away(service: tuple[Service, str]) -> None:
    theirs, address = service
    theirs.answers["/api/enrolment/tokens/refresh"] = 401, {"status": 401}
    answer = sign_in(app(address).test_client(), lasts=-5).get("/")
    assert "Me connecter" in answer.text
    assert "bascule_refresh" not in str(answer.headers)


def test_a_renewal_that_could_not_be_asked_is_asked_again() -> None:
    answers: list[Any] = [Away("enrolment"), Tokens("a", "r")]

    def ask(_refresh: str) -> Tokens:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    renewals = Renewals(ask)
    with pytest.raises(Away):
        renewals.renew("old")
    assert renewals.renew("old") == renewals.renew("old") == Tokens("a", "r")
