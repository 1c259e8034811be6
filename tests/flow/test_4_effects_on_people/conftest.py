"""Most of these tests need notifications alone: an office that is made once for a file, and emptied for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import uuid_utils
from embedded.servers import Urls
from kit.settings import Settings
from kit.testing import House
from notifications import keys

from tests.servers import clear

from ..conftest import Actor

KEPT = {keys.COLLECTION, "fence"}


@pytest.fixture(scope="module")
def _office(amqp_url: str, mongo_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    name, folder = f"t{uuid_utils.uuid7().hex[-12:]}", tmp_path_factory.mktemp("office")
    options = {"mail_patience": "0", "reply_domain": "reponses.demo.example"}
    mailbox = f"maildir://{folder}/mail"
    settings = Settings(amqp_url, mongo_url, name, smtp_url=mailbox, public_url="https://demo.example", options=options)
    with House(settings, ("notifications",)) as house:
        yield house
    clear(name, Urls(amqp_url, mongo_url))


@pytest.fixture
def office(_office: House) -> House:
    """Notifications, with nobody at work, and nothing known or told yet."""
    database = _office.database("notifications")
    for name in set(database.list_collection_names()) - KEPT:
        database[name].delete_many({})
    return _office


@pytest.fixture
def mail(tmp_path: Path) -> Path:
    """A mailbox folder of the test's own."""
    return tmp_path / "mail"


def _actor(request: pytest.FixtureRequest, name: str, role: str = "learner") -> Actor:
    house = "quiet_house" if "quiet_house" in request.fixturenames else "office"  # `house` is made from it
    return Actor(request.getfixturevalue(house), name, role)


@pytest.fixture
def anna(request: pytest.FixtureRequest) -> Actor:
    return _actor(request, "anna")


@pytest.fixture
def boris(request: pytest.FixtureRequest) -> Actor:
    return _actor(request, "boris")


@pytest.fixture
def chloe(request: pytest.FixtureRequest) -> Actor:
    return _actor(request, "chloe", role="facilitator")
