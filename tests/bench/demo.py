"""The demo's course with 3,200 learners in a whole house, told on the bench's servers, and people who visit it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from tests.bench.ground import Ground
from tests.e2e.browser.lived_in import Visitors, lived_in

LEARNERS = 3_200


@contextmanager
def visitors(ground: Ground, browser: Browser | None = None) -> Iterator[Visitors]:
    """Who look at the pages, with a browser or without."""
    known = {"BASCULE_AMQP_URL": ground.urls.amqp, "BASCULE_MONGO_URL": ground.urls.mongo}
    before = {name: os.environ.get(name) for name in known}
    os.environ |= known
    try:
        ground.tell("telling the demo's course")
        with (
            tempfile.TemporaryDirectory(prefix="bascule-bench-") as folder,
            lived_in(Path(folder) / "run", max(200, ground.amount(LEARNERS))) as house,
        ):
            yield Visitors(house, browser)
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})
