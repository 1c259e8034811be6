"""The house of the fault tests, started once for the folder, and the trials that each test puts it to."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from embedded.servers import Database, RabbitMQ

from tests.conftest import PrivateServers

from .house import House
from .trial import Trial


@pytest.fixture(scope="package")
def private_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PrivateServers]:
    """One pair for the whole folder: what a test breaks it mends, or the next one's house does."""
    folder = Path(tmp_path_factory.mktemp("servers"))
    with RabbitMQ(folder / "rabbitmq") as rabbitmq, Database(folder / "database") as database:
        yield PrivateServers(rabbitmq, database)


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
