"""Each journey is made in each way, by people who close their browsers afterwards."""

from collections.abc import Callable, Iterator

import pytest

from tests.e2e.browser.lived_in import Visitors
from tests.e2e.browser.ways import Finger, Keyboard, Mouse, Someone, someone

Comes = Callable[..., Someone]


@pytest.fixture(params=[Mouse(), Finger(), Keyboard()], ids=lambda way: way.name)
def way(request: pytest.FixtureRequest) -> Mouse:
    return request.param


@pytest.fixture
def comes(visitors: Visitors, way: Mouse) -> Iterator[Comes]:
    """Somebody at a browser of their own: `comes(LEARNS, "/help")`."""
    here: list[Someone] = []

    def come(voice: int | None = None, path: str = "") -> Someone:
        here.append(someone(visitors, way, voice, path))
        return here[-1]

    yield come
    for one in here:
        one.page.context.close()
