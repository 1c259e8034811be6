"""Rotating the key that signs: everybody stays signed in, and the old key goes when its last token has run out."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from enrolment import commands, keys
from kit import verbs
from kit.errors import Unauthenticated
from kit.identity import Verifier

from tests.flow.test_enrolment_api.parts import API, secret_of


@pytest.fixture
def time_passes(database):
    """Move the dates of all keys into the past."""

    def passes(by: timedelta) -> None:
        for key in database[keys.COLLECTION].find():
            dates = {name: key[name] - by for name in ("signs_from", "until") if name in key}
            database[keys.COLLECTION].update_one({"_id": key["_id"]}, {"$set": dates})

    return passes


@pytest.fixture
def token(anybody, do, operator):
    """Makes access tokens, each signed with the key of its moment."""

    def make() -> str:
        link = secret_of(do(commands.make_link, "http://x", "odile@demo.example"))
        return anybody.post(f"{API}/tokens", json={"link": link}).json["access_token"]

    return make


def shown(anybody) -> set[str]:
    return {key["kid"] for key in anybody.get(f"{API}/jwks.json").json["keys"]}


def test_a_new_key_is_shown_before_it_signs_and_the_old_one_verifies_until_its_tokens_have_run_out(
    database, do, anybody, token, time_passes
):
    [old] = shown(anybody)
    before = token()
    do(keys.rotate)
    assert (old in shown(anybody), len(shown(anybody))) == (True, 2)
    assert keys.signing(database).kid == old, "those who fetched the keys just now do not know the new one"
    time_passes(keys.SHOWN_BEFORE)
    assert keys.signing(database).kid != old
    verifier = Verifier(lambda: keys.public(database))
    assert verifier.person(before).id == verifier.person(token()).id
    time_passes(keys.VERIFIES_AFTER)
    assert old not in shown(anybody)
    keys.drop_what_is_over(database, None)
    assert [key["jwk"]["kid"] for key in database[keys.COLLECTION].find()] == [keys.signing(database).kid]


def test_what_a_leaked_key_has_signed_is_refused_once_a_new_token_was_seen(database, do, token):
    verifier, before = Verifier(lambda: keys.public(database)), token()
    verifier.person(before)
    do(keys.rotate, leaked=True)
    verifier._fetched = -1000.0  # as if it had been some seconds ago
    assert verifier.person(token()).operator
    with pytest.raises(Unauthenticated):
        verifier.person(before)


def test_rotating_twice_in_a_row_keeps_the_first_key_no_longer(database, do, anybody):
    do(keys.rotate)
    first = database[keys.COLLECTION].find_one({"_id": keys.FIRST})["until"]
    do(keys.rotate)
    assert database[keys.COLLECTION].find_one({"_id": keys.FIRST})["until"] == first
    assert keys.signing(database).kid in shown(anybody)


def test_the_operator_rotates_with_one_command(house, database, monkeypatch):
    for module in ("enrolment.tools", "kit.verbs"):
        monkeypatch.setattr(f"{module}.settings", lambda: house.settings)
    told = CliRunner().invoke(
        verbs.Tools("enrolment", commands=list(house.services["enrolment"].tools)), ["rotate-key"]
    )
    assert (told.exit_code, "a new key signs from" in told.output) == (0, True), told.output
    assert database[keys.COLLECTION].count_documents({"signs_from": {"$lte": datetime.now(UTC)}}) == 1
