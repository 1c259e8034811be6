"""A worker outlives servers that are away, and a command tells of them in one sentence."""

from typing import Any

from click.testing import CliRunner
from kit import consumer
from kit.__main__ import main
from kit.settings import settings as of_this_process
from kit.testing import House, eventually
from pymongo.errors import AutoReconnect

from .conftest import enrolled, envelope, parked


def test_a_worker_outlives_a_database_that_is_away(house: House, send: Any, monkeypatch: Any) -> None:
    take_effect, failures = consumer.take_effect, iter(range(4))

    def away_for_a_while(*arguments: Any, **options: Any) -> int:
        if next(failures, None) is not None:
            raise AutoReconnect("the database is away")
        return take_effect(*arguments, **options)

    monkeypatch.setattr(consumer, "take_effect", away_for_a_while)
    send(envelope())
    eventually(lambda: enrolled(house) == 1)
    assert next(failures, None) is None
    assert parked(house, "reporting") == []


def test_a_database_that_is_not_there_is_told_in_one_sentence(quiet_house: House) -> None:
    of_this_process.cache_clear()
    nowhere = {"BASCULE_AMQP_URL": "amqp://127.0.0.1:9", "BASCULE_MONGO_URL": "mongodb://127.0.0.1:9"}
    result = CliRunner().invoke(main, ["dead", "list", "forum"], env=nowhere)
    of_this_process.cache_clear()
    assert result.exit_code == 1
    assert result.output.startswith("Error: the broker is away")
    assert len(result.output.splitlines()) == 1
