"""Who must sign in first, and what becomes of a form that comes too late."""

from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient
from gateway.security import local

from tests.unit.gateway.visits import Service, app, hidden, sign_in


@pytest.mark.parametrize("path", ["/discussions", "/projects", "/projects/new", "/bells?after=x"])
def test_who_must_sign_in_first_comes_back_afterwards(visitor: FlaskClient, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/sign-in?{urlencode({'next': path}, safe='/?')}"


@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/link", "/sign-out", "/bells/read", "/projects/new"])
def test_a_form_without_its_token_does_nothing(anna: FlaskClient, path: str) -> None:
    answer = anna.post(path, data={"email": "a@b.fr"})
    assert answer.status_code == 400
    assert "formulaire" in answer.text


LONG = "Un texte auquel on a pensé longtemps."
FORUM = "/discussions/01939d3e-0000-7000-8000-000000000000"


def test_a_form_of_ours_that_stayed_open_for_too_long_comes_back_ready_to_be_sent(anna: FlaskClient) -> None:
    answer = anna.post(FORUM, data={"body": LONG, "key": "k1"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 400
    assert f"{LONG}</textarea>" in answer.text
    assert hidden(answer.text)["key"] == "k1"


def test_another_sites_form_does_not(anna: FlaskClient) -> None:
    answer = anna.post(FORUM, data={"body": LONG}, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 400
    assert LONG not in answer.text


def test_what_was_typed_outlives_the_sign_in_and_arrives_after_the_next(service: tuple[Service, str]) -> None:
    theirs, address = service
    theirs.answers[f"/api/forum{FORUM}/posts"] = 201, {"id": "p1", "number": 2}
    client = sign_in(app(address).test_client())
    known = hidden(client.get("/sign-in").text)
    client.delete_cookie("bascule_access")
    client.delete_cookie("bascule_refresh")
    answer = client.post(FORUM, data=known | {"body": LONG, "key": "k1"})
    assert answer.status_code == 401
    assert f"{LONG}</textarea>" in answer.text
    sign_in(client)
    answer = client.post(FORUM, data=hidden(answer.text) | {"body": LONG})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{FORUM}#message-p1")
    assert theirs.asked[-1].headers["Idempotency-Key"] == "k1"


def test_what_was_typed_is_kept_when_the_forum_is_dead(anna: FlaskClient) -> None:
    path = "/discussions/01939d3e-0000-7000-8000-000000000000"
    page = anna.get(path).text
    known = hidden(page)
    answer = anna.post(path, data=known | {"body": "Un <b>long</b> message"})
    assert answer.status_code == 503
    assert "Un &lt;b&gt;long&lt;/b&gt; message" in answer.text
    assert f'name="key" value="{known["key"]}"' in answer.text


@pytest.mark.parametrize(
    "foreign", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\\b", "/ x", "", None, "/\n"]
)
def test_nothing_leads_to_another_site(foreign: str | None) -> None:
    assert local(foreign) == "/"
    assert local("/discussions?after=1") == "/discussions?after=1"
