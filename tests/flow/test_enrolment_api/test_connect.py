"""Signing in by an account elsewhere, against a real provider: a way back that works once, for whom it was begun."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from enrolment import provider
from flask.testing import FlaskClient
from kit.errors import Unavailable

from tests.flow.test_enrolment_api.parts import API, COURSE, MARYLINE, told

SUBJECT = {"sub": "agent-7", "email": MARYLINE["email"], "given_name": "Maryline", "usual_name": "Exemple"}


@pytest.fixture
def client(vouched: FlaskClient) -> FlaskClient:
    return vouched


@pytest.fixture
def goes(vouched: FlaskClient) -> Callable[..., dict[str, str]]:
    """To the provider, as somebody; what comes back in the browser's address."""

    def go(**claims: Any) -> dict[str, str]:
        way = vouched.post(f"{API}/connect", json={}).json
        hint = urlencode({"login_hint": json.dumps(SUBJECT | claims)})
        back = requests.get(f"{way['url']}&{hint}", allow_redirects=False, timeout=5).headers["Location"]
        found = {name: values[0] for name, values in parse_qs(urlsplit(back).query).items()}
        assert found["state"] == way["state"]
        return {"code": found["code"], "state": found["state"]}

    return go


def come_back(client: FlaskClient, found: dict[str, str]) -> Any:
    return client.post(f"{API}/connect/tokens", json=found)


def me(client: FlaskClient, answer: Any) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    return client.get(f"{API}/me", headers={"Authorization": f"Bearer {answer.json['access_token']}"}).json


@pytest.mark.parametrize("plain", [False, True])
def test_somebody_enrolled_is_known_by_their_address_and_ever_after_by_their_subject(client, goes, database, plain):
    client.post(f"{COURSE}/learners", json=MARYLINE)
    first = me(client, come_back(client, goes(plain=plain)))
    assert (first["name"], [one["course"] for one in first["enrolments"]]) == (
        MARYLINE["name"],
        ["innovation-publique"],
    )
    again = me(client, come_back(client, goes(email="moved@demo.example", plain=plain)))
    assert again["id"] == first["id"]


def test_somebody_new_becomes_a_person_who_can_enrol(client, goes, database):
    new = me(client, come_back(client, goes(email="nouvelle@demo.example")))
    assert (new["name"], new["enrolments"]) == ("Maryline Exemple", [])
    assert told(database, "address.changed")[-1]["data"]["email"] == "nouvelle@demo.example"


def test_the_way_back_works_once(client, goes):
    found = goes()
    assert come_back(client, found).status_code == 200
    assert come_back(client, found).status_code == 401


@pytest.mark.parametrize(
    "broken", [{"state": "another"}, {"code": "another"}, {"state": ""}, {"code": ""}, {"state": "x" * 300}]
)
def test_what_was_tampered_with_signs_nobody_in(client, goes, database, broken):
    answer = come_back(client, goes() | broken)
    assert answer.status_code in (401, 422)
    assert answer.content_type == "application/problem+json"
    assert database["families"].find_one({"person": {"$ne": None}, "revoked": False, "expires_at": None}) is None


def test_a_code_of_another_way_is_refused_since_its_proof_is_anothers(client, goes):
    mine, theirs = goes(), goes(sub="agent-8")
    assert come_back(client, {"code": theirs["code"], "state": mine["state"]}).status_code == 401


def test_an_address_of_somebody_else_does_not_open_their_account(client, goes):
    client.post(f"{COURSE}/learners", json=MARYLINE)
    assert come_back(client, goes()).status_code == 200
    assert come_back(client, goes(sub="agent-9")).status_code == 401
    assert come_back(client, goes(sub="agent-10", email_verified=False)).status_code == 401
    assert come_back(client, goes(sub="agent-11", email="no address")).status_code == 401


def test_without_a_provider_there_is_no_such_way(anybody):
    assert anybody.post(f"{API}/connect", json={}).status_code == 404


def test_a_provider_that_is_away_is_said_to_be_away(house):
    settings = replace(house.settings, oidc_issuer="http://127.0.0.1:9")
    with pytest.raises(Unavailable):
        provider.Provider(settings)
