"""Signing in: links that work once, tokens that rotate, and answers that give nobody away."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from enrolment import commands
from enrolment.domain import sign_in
from prometheus_client import REGISTRY

from tests.flow.test_enrolment_api.parts import API, COURSE, MARYLINE, secret_of, told


def test_a_link_signs_in_once_and_shows_me(operator, anybody, database):
    anybody.post(f"{COURSE}/learners", json=MARYLINE)
    anybody.post(f"{API}/sign-in", json={"email": MARYLINE["email"], "next": "/fr/projets?x=1"})
    url = told(database, "sign-in.requested")[-1]["data"]["link"]
    assert parse_qs(urlsplit(url).query)["next"] == ["/fr/projets?x=1"]
    tokens = anybody.post(f"{API}/tokens", json={"link": secret_of(url)})
    assert anybody.post(f"{API}/tokens", json={"link": secret_of(url)}).status_code == 401
    assert (tokens.status_code, tokens.json["token_type"], tokens.json["expires_in"]) == (200, "Bearer", 600)
    me = anybody.get(f"{API}/me", headers={"Authorization": f"Bearer {tokens.json['access_token']}"}).json
    assert (me["name"], me["operator"]) == (MARYLINE["name"], False)
    assert [(one["course"], one["roles"]) for one in me["enrolments"]] == [("innovation-publique", ["learner"])]
    assert tokens.json["refresh_token"] not in str(
        list(database["families"].find()) + list(database["requests"].find())
    )


def test_a_link_that_is_too_old_or_was_never_made_signs_nobody_in(operator, anybody, do, database):
    secret = secret_of(do(commands.make_link, "http://x", "odile@demo.example"))
    database["links"].update_many({}, {"$set": {"expires_at": datetime.now(UTC) - timedelta(seconds=1)}})
    before = database["families"].count_documents({})
    for link in (secret, secret[:-1], "x" * 43):
        refused = anybody.post(f"{API}/tokens", json={"link": link})
        assert (refused.status_code, refused.content_type) == (401, "application/problem+json")
    assert database["families"].count_documents({}) == before


def test_one_link_used_by_many_at_once_signs_one_in(operator, app, do):
    secret = secret_of(do(commands.make_link, "http://x", "odile@demo.example"))
    with ThreadPoolExecutor(6) as pool:
        used = pool.map(lambda _: app.test_client().post(f"{API}/tokens", json={"link": secret}).status_code, range(6))
        assert sorted(used) == [200, *[401] * 5]


def test_asking_for_a_link_tells_nothing_of_who_is_known(operator, anybody, database):
    known = anybody.post(f"{API}/sign-in", json={"email": "odile@demo.example"})
    unknown = anybody.post(f"{API}/sign-in", json={"email": "nobody@demo.example"})
    assert (known.status_code, known.data) == (unknown.status_code, unknown.data) == (202, known.data)
    assert len(told(database, "sign-in.requested")) == 1
    assert "nobody" not in str(list(database["askings"].find()) + list(database["links"].find()))


def test_the_sixth_link_in_a_quarter_of_an_hour_is_not_sent(operator, app, database):
    def ask(_: int) -> int:
        return app.test_client().post(f"{API}/sign-in", json={"email": "odile@demo.example"}).status_code

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(ask, range(8))) == [202] * 8
    assert len(told(database, "sign-in.requested")) == 5


def begun(anybody, do) -> str:
    """The first refresh token of a new sign-in."""
    link = secret_of(do(commands.make_link, "http://x", "odile@demo.example"))
    return anybody.post(f"{API}/tokens", json={"link": link}).json["refresh_token"]


def moments_pass(database) -> None:
    """As if the last refresh had been longer ago than two tabs can be apart."""
    database["families"].update_many({}, {"$set": {"replaced_at": datetime.now(UTC) - sign_in.GRACE}})


def test_refresh_tokens_rotate_and_one_used_again_later_ends_the_sign_in(operator, anybody, do, database):
    first = begun(anybody, do)
    second = anybody.post(f"{API}/tokens/refresh", json={"refresh_token": first})
    assert (second.status_code, second.json["refresh_token"] == first) == (200, False)
    moments_pass(database)
    assert anybody.post(f"{API}/tokens/refresh", json={"refresh_token": first}).status_code == 401
    assert anybody.post(f"{API}/tokens/refresh", json=_only_refresh(second.json)).status_code == 401


def test_tabs_that_refresh_at_the_same_moment_stay_signed_in_whichever_answer_the_browser_keeps(
    operator, app, anybody, do, database
):
    first = begun(anybody, do)

    def refresh(token: str) -> Any:
        return app.test_client().post(f"{API}/tokens/refresh", json={"refresh_token": token})

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(refresh, [first] * 4))
    assert [one.status_code for one in answers] == [200] * 4
    tokens = [one.json["refresh_token"] for one in answers]
    assert len(set(tokens)) == 4
    moments_pass(database)
    assert refresh(tokens[2]).status_code == 200
    moments_pass(database)
    assert refresh(tokens[0]).status_code == 401, "the browser kept another one"


def test_signing_out_ends_the_sign_in(operator, anybody, do):
    link = secret_of(do(commands.make_link, "http://x", "odile@demo.example"))
    tokens = anybody.post(f"{API}/tokens", json={"link": link}).json
    assert anybody.post(f"{API}/tokens/revoke", json=_only_refresh(tokens)).status_code == 204
    assert anybody.post(f"{API}/tokens/revoke", json={"refresh_token": "unknown"}).status_code == 204
    assert anybody.post(f"{API}/tokens/refresh", json=_only_refresh(tokens)).status_code == 401


def _only_refresh(tokens: dict[str, Any]) -> dict[str, str]:
    return {"refresh_token": tokens["refresh_token"]}


def test_the_public_key_is_public_and_only_that(anybody):
    answer = anybody.get(f"{API}/jwks.json")
    [key] = answer.json["keys"]
    assert (key["crv"], "d" in key, answer.headers["Cache-Control"]) == ("Ed25519", False, "public, max-age=300")


@pytest.mark.parametrize("body", [b"[" * 60_000, b'{"email":' + b"1" * 5_000 + b"}", b"\xff", b"null", b"", b"{}"])
def test_no_body_breaks_a_route(anybody, body):
    answer = anybody.post(f"{API}/sign-in", data=body, content_type="application/json")
    assert answer.status_code in (400, 422)
    assert answer.content_type == "application/problem+json"


def test_one_place_asks_for_so_many_links_and_no_more_whoever_they_are_for(operator, anybody, database, monkeypatch):
    monkeypatch.setattr(sign_in, "MOST_FROM_ONE_PLACE", 3)
    here, there = {"X-Forwarded-For": "192.0.2.7"}, {"X-Forwarded-For": "192.0.2.8"}

    def asks(number: int, place: dict[str, str]) -> int:
        return anybody.post(f"{API}/sign-in", json={"email": f"p{number}@demo.example"}, headers=place).status_code

    assert [asks(number, here) for number in range(4)] == [202, 202, 202, 429]
    assert anybody.post(f"{COURSE}/learners", json=MARYLINE, headers=here).status_code == 429
    assert database["people"].find_one({"email": MARYLINE["email"]}) is None, "nothing is half done"
    assert asks(9, there) == 202
    assert "192.0.2.7" not in str(list(database["askings"].find()))


def test_a_known_address_costs_no_trip_to_the_database_more_than_an_unknown_one(operator, anybody):
    def trips(email: str) -> float:
        before = REGISTRY.get_sample_value("bascule_database_round_trips_total") or 0
        anybody.post(f"{API}/sign-in", json={"email": email})
        return (REGISTRY.get_sample_value("bascule_database_round_trips_total") or 0) - before

    assert trips("odile@demo.example") == trips("nobody@demo.example") > 0


def test_one_moves_to_another_address_by_a_link_that_is_sent_there(operator, anybody, database):
    assert operator.post(f"{API}/me/address", json={"email": "odile@new.example"}).status_code == 202
    assert operator.get(f"{API}/me").json["email"] == "odile@demo.example", "not before the link is used"
    [asked] = told(database, "sign-in.requested")
    assert asked["data"]["email"] == "odile@new.example"
    assert anybody.post(f"{API}/tokens", json={"link": secret_of(asked["data"]["link"])}).status_code == 200
    assert operator.get(f"{API}/me").json["email"] == "odile@new.example"
    assert told(database, "address.changed")[-1]["data"]["email"] == "odile@new.example"


def test_nobody_moves_to_the_address_of_somebody_else(operator, anybody, database):
    anybody.post(f"{COURSE}/learners", json=MARYLINE)
    before = len(told(database, "sign-in.requested"))
    assert operator.post(f"{API}/me/address", json={"email": MARYLINE["email"]}).status_code == 202
    assert len(told(database, "sign-in.requested")) == before
    assert operator.get(f"{API}/me").json["email"] == "odile@demo.example"


def test_an_address_that_was_taken_meanwhile_moves_nobody(operator, anybody, database):
    operator.post(f"{API}/me/address", json={"email": MARYLINE["email"]})
    [asked] = told(database, "sign-in.requested")
    anybody.post(f"{COURSE}/learners", json=MARYLINE)
    assert anybody.post(f"{API}/tokens", json={"link": secret_of(asked["data"]["link"])}).status_code == 401
    assert operator.get(f"{API}/me").json["email"] == "odile@demo.example"
