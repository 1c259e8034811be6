"""One house and one browser for all tests of this folder, which therefore run on one worker."""

from collections.abc import Iterator

import pytest

from tests.e2e.browser.lived_in import Visitors, chromium, executable, lived_in

LEARNERS = 200


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/e2e/browser/" in item.nodeid:
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def visitors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitors]:
    if not executable():
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with lived_in(tmp_path_factory.mktemp("house") / "run", LEARNERS) as house, chromium() as browser:
        yield Visitors(house, browser)
