"""Signing in, and staying so."""

import re
from typing import Any

import pytest
from gateway.renewals import Renewals, Tokens
from gateway.services import Away

from tests.unit.gateway.visits import Service, app, sign_in, token


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
