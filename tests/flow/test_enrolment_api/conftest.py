"""The real thing in process: enrolment against a real database, verified by the keys that it signed with."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from enrolment import commands
from flask import Flask
from flask.testing import FlaskClient
from kit.settings import Settings
from kit.testing import House
from kit.unit_of_work import transact
from kit.web import create_app
from pymongo.database import Database

from tests.flow.test_enrolment_api.parts import API, Does, secret_of
from tests.provider import CLIENT_ID, CLIENT_SECRET


@pytest.fixture
def house(amqp_url: str, mongo_url: str, namespace: str) -> Iterator[House]:
    with House(Settings(amqp_url=amqp_url, mongo_url=mongo_url, namespace=namespace), ["enrolment"]) as house:
        yield house


@pytest.fixture
def database(house: House) -> Database:
    return house.database("enrolment")


@pytest.fixture
def app(house: House) -> Flask:
    """The real thing, which verifies by its own keys what it has signed itself."""
    return create_app("enrolment", house.settings)


@pytest.fixture
def anybody(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def do(database: Database) -> Does:
    """Run a command in a transaction, as a tool does."""
    return lambda command, *given, **named: transact(database, lambda work: command(work, *given, **named), deadline=5)


@pytest.fixture
def sign_in(app: Flask, do: Does) -> Callable[[str], FlaskClient]:
    def by_link(email: str) -> FlaskClient:
        client = app.test_client()
        link = secret_of(do(commands.make_link, "http://x", email))
        tokens: Any = client.post(f"{API}/tokens", json={"link": link}).json
        client.environ_base["HTTP_AUTHORIZATION"] = f"Bearer {tokens['access_token']}"
        return client

    return by_link


@pytest.fixture
def operator(do: Does, sign_in: Callable[[str], FlaskClient]) -> FlaskClient:
    """An operator, and the course that they opened."""
    do(commands.grant, "odile@demo.example", "operator", name="Odile")
    client = sign_in("odile@demo.example")
    course = {"id": "innovation-publique", "title": "Innovation publique", "summary": "Six semaines.", "language": "fr"}
    assert client.post(f"{API}/courses", json=course | {"starts_on": "2026-06-01"}).status_code == 201
    return client


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    """The address of a provider of our own."""
    insecure = {**os.environ, "AUTHLIB_INSECURE_TRANSPORT": "1"}  # on loopback, without a certificate
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.provider"], env=insecure, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    yield f"http://127.0.0.1:{process.stdout.readline().strip()}"
    process.kill()
    process.wait()


@pytest.fixture
def vouched(operator: Any, house: House, issuer: str, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """Enrolment, where a provider vouches for people."""
    monkeypatch.setenv("AUTHLIB_INSECURE_TRANSPORT", "1")
    found = {"oidc_issuer": issuer, "oidc_client_id": CLIENT_ID, "oidc_client_secret": CLIENT_SECRET}
    return create_app("enrolment", replace(house.settings, **found)).test_client()
