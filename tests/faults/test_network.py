"""Connections to the broker and the database that are slow, narrow, silent or cut, in the middle of a load."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

from .house import House
from .proxy import Proxy
from .trial import Trial, pause

pytestmark = pytest.mark.serial
BEHIND = ("forum-web", "forum-relay", "notifications-worker", "reporting-worker")


@pytest.fixture(scope="module")
def proxies(standing: House) -> Iterator[dict[str, Proxy]]:
    """Some of each kind of process reach their servers through these, for as long as this module takes."""
    urls = {"broker": standing.settings.amqp_url, "database": standing.settings.mongo_url}
    proxies = {name: Proxy(urlsplit(url).port or 0) for name, url in urls.items()}
    standing.whole()
    env = {
        "BASCULE_AMQP_URL": moved(urls["broker"], proxies["broker"]),
        "BASCULE_MONGO_URL": moved(urls["database"], proxies["database"]),
    }
    for name in BEHIND:
        standing.processes.stop(name)
        task = standing.tasks[name]
        standing.processes.start(name, task.argv, task.env | env)
    yield proxies
    for name in BEHIND:
        standing.processes.stop(name)
        standing.processes.start(*standing.tasks[name])
    for proxy in proxies.values():
        proxy.close()


def moved(url: str, proxy: Proxy) -> str:
    return url.replace(f":{urlsplit(url).port}", f":{proxy.port}")


def slow(proxy: Proxy) -> None:
    proxy.latency = 0.05


def narrow(proxy: Proxy) -> None:
    proxy.rate = 100_000


def cut(proxy: Proxy) -> None:
    proxy.cut()


def silent(proxy: Proxy) -> None:
    proxy.hold()


@pytest.mark.parametrize("server", ["broker", "database"])
@pytest.mark.parametrize("fault", [slow, narrow, cut, silent])
def test_the_network_is_bad(
    house: House, trial: Trial, proxies: dict[str, Proxy], server: str, fault: Callable[[Proxy], None]
) -> None:
    with trial(f"{fault.__name__} network to {server}") as load:
        load.goes_on(25)
        with load.fault():
            try:
                fault(proxies[server])
                pause(2.0)
            finally:
                proxies[server].heal()
        load.goes_on()
