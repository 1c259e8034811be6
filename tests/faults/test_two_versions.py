"""Two versions of the house side by side, as during an upgrade: consumers first, then one web of two.

What the newer web tells is of a newer type, in the same discussions as what the older one tells.
"""

from collections import Counter
from collections.abc import Iterator

import pytest

from .books import VERSIONS
from .house import House
from .trial import Trial

pytestmark = pytest.mark.serial
CONSUMERS = ("notifications-worker", "reporting-worker")


@pytest.fixture
def upgrading(house: House) -> Iterator[House]:
    house.bascule("migrate", "forum", "notifications", "reporting", change="reads_both_versions")
    for name in CONSUMERS:
        house.start_tampered(name, "reads_both_versions")
    house.start_another("forum-web", "tells_the_next_version")
    yield house
    for name in CONSUMERS:
        house.processes.stop(name)
        house.processes.start(*house.tasks[name])


def test_two_versions_of_an_event_are_told_side_by_side(upgrading: House, trial: Trial) -> None:
    with trial("two versions side by side") as load:
        load.goes_on(100)
    told = upgrading.database("forum")["outbox"].find({"data.course": trial.course})
    counted = Counter(row["type"] for row in told)
    assert all(counted[version] >= 20 for version in VERSIONS), counted
