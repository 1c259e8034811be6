"""What every test can ask for: the servers of this run, a namespace of its own, or servers of its own to break.

The controller starts the servers before the workers exist and hands them the addresses in the environment. Tests
marked `serial` run one after the other, on one worker.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from typing import NamedTuple

import pytest
import uuid_utils
from embedded.servers import Database, RabbitMQ, Urls

from tests.faults.table import pytest_terminal_summary as pytest_terminal_summary
from tests.servers import chosen, clear, folder

_run = ExitStack()


class PrivateServers(NamedTuple):
    """A broker and a database that nobody else uses: kill and restart them at will."""

    rabbitmq: RabbitMQ
    database: Database

    @property
    def urls(self) -> Urls:
        return Urls(self.rabbitmq.url, self.database.url)


@pytest.hookimpl(trylast=True)  # when there is a terminal to write to
def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "serial: runs alone among its kind, one after the other")
    if hasattr(config, "workerinput") or config.option.collectonly or config.option.help:
        return
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # so that the servers are stopped then, too
    urls, sentence = _run.enter_context(chosen())
    os.environ["BASCULE_AMQP_URL"], os.environ["BASCULE_MONGO_URL"] = urls
    config.get_terminal_writer().line(sentence)


def pytest_unconfigure(config: pytest.Config) -> None:
    _run.close()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("serial"):
            item.add_marker(pytest.mark.xdist_group("serial"))
        elif isinstance(item, pytest.Function) and "private_servers" in item.fixturenames:
            # the module's tests on one worker, so that its servers start once
            item.add_marker(pytest.mark.xdist_group(item.module.__name__))


@pytest.fixture(scope="session")
def amqp_url() -> str:
    return os.environ["BASCULE_AMQP_URL"]


@pytest.fixture(scope="session")
def mongo_url() -> str:
    return os.environ["BASCULE_MONGO_URL"]


@pytest.fixture
def namespace(amqp_url: str, mongo_url: str) -> Iterator[str]:
    """A name of this test's own; what was made under it on the servers is removed afterwards."""
    name = f"t{uuid_utils.uuid7().hex[-12:]}"
    yield name
    clear(name, Urls(amqp_url, mongo_url))


@pytest.fixture(scope="module")
def private_servers() -> Iterator[PrivateServers]:
    with folder() as home, RabbitMQ(home / "rabbitmq") as rabbitmq, Database(home / "database") as database:
        yield PrivateServers(rabbitmq, database)
