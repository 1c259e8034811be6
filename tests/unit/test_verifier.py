"""The verifier and its key set: whoever asks first, and while the issuer is away, a good token is never refused."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from kit.errors import Unauthenticated, Unavailable
from kit.identity import Verifier
from kit.testing import Signer


def test_those_who_ask_while_the_keys_are_fetched_wait_for_them() -> None:
    signer, fetched = Signer(), []
    everybody = threading.Barrier(8)

    def slowly() -> dict[str, Any]:
        fetched.append(threading.Event().wait(0.1))
        return signer.keys()

    verifier = Verifier(slowly)

    def ask(number: int) -> str:
        everybody.wait()
        return verifier.person(signer.token(f"person-{number}", {})).id

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(ask, range(8))) == [f"person-{number}" for number in range(8)]
    assert len(fetched) == 1


def test_while_the_issuer_is_away_a_token_is_not_called_wrong() -> None:
    signer, away = Signer(), [True]

    def fetch() -> dict[str, Any]:
        if away:
            raise Unavailable
        return signer.keys()

    verifier = Verifier(fetch)
    for _ in range(2):
        with pytest.raises(Unavailable):
            verifier.person(signer.token("anna", {}))
    away.clear()
    assert verifier.person(signer.token("anna", {})).id == "anna"


def test_a_foreign_token_fetches_the_keys_but_once_in_a_while() -> None:
    signer, fetched = Signer(), []

    def fetch() -> dict[str, Any]:
        fetched.append(True)
        return signer.keys()

    verifier = Verifier(fetch)
    for _ in range(3):
        with pytest.raises(Unauthenticated):
            verifier.person(Signer().token("mallory", {}))
    assert len(fetched) == 1
