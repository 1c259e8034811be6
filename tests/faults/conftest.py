"""The house of the fault tests, started once for the folder, and the trials that each test puts it to."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from embedded.servers import Database, RabbitMQ

from tests.conftest import PrivateServers
from tests.servers import folder

from .house import House
from .trial import Trial


@pytest.fixture(scope="package")
def private_servers() -> Iterator[PrivateServers]:
    """One pair for the whole folder: what a test breaks it mends, or the next one's house does."""
    with (
        folder() as home,
        small_disk(home / "database"),
        RabbitMQ(home / "rabbitmq") as rabbitmq,
        Database(home / "database") as database,
    ):
        yield PrivateServers(rabbitmq, database)


@contextmanager
def small_disk(where: Path) -> Iterator[None]:
    """A disk of its own for this folder, in memory, where one test is going to fill it."""
    if os.environ.get("BASCULE_FAULTS") != "long" or os.geteuid() != 0:
        yield
        return
    where.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1g", "bascule", str(where)], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", str(where)], check=True)


@pytest.fixture(scope="package")
def standing(private_servers: PrivateServers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with House(private_servers, Path(tmp_path_factory.mktemp("house"))) as house:
        private_servers.rabbitmq.settle()
        yield house


@pytest.fixture
def house(standing: House) -> House:
    standing.whole()
    return standing


@pytest.fixture
def trial(house: House, record_property) -> Trial:
    return Trial(house, record_property)
