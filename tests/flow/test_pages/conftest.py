"""The pages in front of a forum, with somebody at a browser."""

from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient
from kit.settings import Settings
from kit.testing import House

from tests.pages import come_in, pages_before

from ..conftest import COURSE, Actor


@pytest.fixture
def quiet_house(settings: Settings) -> Iterator[House]:
    with House(settings, ["forum"]) as house:
        house.database("forum")["courses"].insert_one({"_id": COURSE})
        yield house


@pytest.fixture
def browser(quiet_house: House, anna: Actor) -> Iterator[FlaskClient]:
    """Anna's."""
    with pages_before({"forum": quiet_house.client("forum").application}) as client:
        yield come_in(client, anna.token)
