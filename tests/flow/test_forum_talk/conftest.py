"""A house with forum alone in it, which is made in a moment."""

from collections.abc import Iterator

import pytest
from kit.settings import Settings
from kit.testing import House

from ..conftest import COURSE


@pytest.fixture
def quiet_house(settings: Settings) -> Iterator[House]:
    """Migrated, with a course, and nobody at work."""
    with House(settings, ["forum"]) as house:
        house.database("forum")["courses"].insert_one({"_id": COURSE})
        yield house
