"""The same through the pages: a button, a browser that goes to a real provider and back, and plain words otherwise."""

import json
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient

from tests.flow.test_enrolment_api.parts import COURSE, MARYLINE
from tests.pages import pages_before
from tests.unit.gateway import visits

SOMEBODY = {"sub": "agent-7", "email": MARYLINE["email"], "name": "Maryline Exemple"}


@pytest.fixture
def browser(vouched: FlaskClient) -> Iterator[FlaskClient]:
    with pages_before({"enrolment": vouched.application}) as client:
        yield client


def way_back(browser: FlaskClient, **claims: str) -> str:
    """To the provider as somebody; the path to which it sends the browser back."""
    out = browser.get("/sign-in/connect/start?next=/bells")
    hint = urlencode({"login_hint": json.dumps(SOMEBODY | claims)})
    back = requests.get(f"{out.headers['Location']}&{hint}", allow_redirects=False, timeout=5).headers["Location"]
    return f"{urlsplit(back).path}?{urlsplit(back).query}"


def test_somebody_enrolled_comes_in_where_they_wanted_to_go(browser: FlaskClient, vouched: FlaskClient) -> None:
    vouched.post(f"{COURSE}/learners", json=MARYLINE)
    assert "Entrer avec ProConnect" in browser.get("/sign-in").text
    answer = browser.get(way_back(browser))
    assert (answer.status_code, answer.headers["Location"]) == (303, "/bells")
    assert "Me déconnecter" in browser.get("/about").text
    assert not browser.get_cookie("bascule_connect")


def test_the_state_lies_in_a_cookie_that_scripts_cannot_read_and_soon_ends(browser: FlaskClient) -> None:
    cookie = browser.get("/sign-in/connect/start").headers["Set-Cookie"]
    assert all(part in cookie for part in ("bascule_connect=", "HttpOnly", "SameSite=Lax", "Max-Age=600"))


def test_somebody_new_is_asked_where_they_work_and_is_then_of_the_course(browser: FlaskClient) -> None:
    answer = browser.get(way_back(browser, email="nouvelle@demo.example"))
    assert answer.headers["Location"] == "/me#work"
    page = browser.get("/me").text
    assert "Plus qu’un pas" in page
    typed = {"country": "FR", "department": "23", "organisation_name": "Mairie", "kind": "commune", "size": "1-9"}
    known = visits.hidden(page) | typed | {"alone": "yes", "terms": "yes"}
    answer = browser.post("/me/work", data=known)
    assert answer.status_code == 303, answer.text
    assert "bascule_access=" in str(answer.headers), "what they may do has changed, and their token says so at once"


def test_another_browsers_way_back_signs_nobody_in(browser: FlaskClient) -> None:
    prepared = way_back(browser)
    browser.delete_cookie("bascule_connect")
    answer = browser.get(prepared)
    assert answer.status_code == 400
    assert "pas commencé dans ce navigateur" in answer.text
    way_back(browser)  # they are on a way of their own now
    assert browser.get(prepared).status_code == 400
    assert not browser.get_cookie("bascule_access")


@pytest.mark.parametrize(("sent", "said"), [("error=access_denied", "pas confirmé"), ("code=other", "Demandez plutôt")])
def test_what_went_wrong_there_is_said_in_plain_words(browser: FlaskClient, sent: str, said: str) -> None:
    browser.get("/sign-in/connect/start")
    state = browser.get_cookie("bascule_connect")
    assert state
    answer = browser.get(f"/sign-in/connect?state={state.value}&{sent}")
    assert answer.status_code == 401
    assert said in answer.text
    assert "Votre adresse électronique" in answer.text


def test_without_a_provider_there_is_no_button(app: Flask) -> None:
    with pages_before({"enrolment": app}) as browser:
        assert browser.get("/api/enrolment/connect").get_json()["open"] is False
        assert "Entrer avec" not in browser.get("/sign-in").text
        answer = browser.get("/sign-in/connect/start")
    assert answer.status_code == 404
    assert "Demandez un lien" in answer.text
