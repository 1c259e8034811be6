"""RabbitMQ → kit/consumer → kit/inbox + reactions: each event takes effect once, what cannot is parked with reason."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from click.testing import CliRunner, Result
from kit.__main__ import main
from kit.broker import Connection, Message, Publisher
from kit.event import new_id, to_headers
from kit.settings import Settings
from kit.settings import settings as of_this_process
from kit.testing import House

from ..conftest import COURSE, figures

ENROLLED = "org.bascule.enrolment.learner.enrolled.v1"


def envelope(type_: str = ENROLLED, **data: Any) -> dict[str, Any]:
    """An event of enrolment, as its relay would send it."""
    known = {"course": COURSE, "learner": new_id(), "role": "learner", "continent": "europe"}
    row = {"_id": new_id(), "type": type_, "source": "/bascule/enrolment", "time": datetime.now(UTC)}
    return row | {"data": known | data, "aggregate": new_id(), "sequence": 1, "correlation": "c"}


@pytest.fixture
def send(settings: Settings) -> Iterator[Any]:
    """Publishes raw messages to a queue by its name, or an event to the exchange."""
    with Connection(settings.amqp_url, "tests") as connection:
        publisher = Publisher(connection)

        def send(*rows: dict[str, Any], queue: str = "", body: bytes | None = None, **headers: Any) -> None:
            messages = []
            for row in rows:
                exchange, key = ("", queue) if queue else (f"{settings.namespace}.events", row["type"])
                content = body if body is not None else json.dumps(row["data"]).encode()
                messages.append(Message(row["_id"], exchange, key, to_headers(row) | headers, content))
            assert len(publisher.send(messages).confirmed) == len({message.id for message in messages})

        yield send


def enrolled(house: House) -> int:
    return figures(house).get("enrolled", 0)


def parked(house: House, service: str) -> list[dict[str, Any]]:
    result = bascule(house, "dead", "list", service, "--json")
    return [json.loads(line) for line in result.stdout.splitlines()]


def bascule(house: House, *arguments: str) -> Result:
    of_this_process.cache_clear()
    environment = {
        "BASCULE_AMQP_URL": house.settings.amqp_url,
        "BASCULE_MONGO_URL": house.settings.mongo_url,
        "BASCULE_NAMESPACE": house.settings.namespace,
    }
    result = CliRunner().invoke(main, arguments, env=environment)
    of_this_process.cache_clear()
    return result
