"""RabbitMQ → kit/consumer → kit/inbox + reactions: each event takes effect once, what cannot is parked with reason."""

import json
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from click.testing import CliRunner, Result
from kit import consumer, inbox
from kit.__main__ import main
from kit.broker import Connection, Deliveries, Message, Publisher
from kit.event import new_id, to_headers
from kit.settings import Settings
from kit.settings import settings as of_this_process
from kit.testing import House, eventually
from pymongo.errors import AutoReconnect

from .conftest import COURSE, Actor, figures

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


def test_an_event_delivered_twice_counts_once(house: House, send: Any) -> None:
    one, other = envelope(), envelope()
    send(one)
    eventually(lambda: enrolled(house) == 1)
    send(one)
    send(one, other)
    eventually(lambda: enrolled(house) == 2)
    kept = house.database("reporting")["events"].find()
    assert [event["_id"] for event in kept] == [1, 2]


OPENED = "org.bascule.notifications.notification.opened.v1"


def test_what_only_views_need_waits_for_what_somebody_hears_of(quiet_house: House, send: Any) -> None:
    reporting, settings = quiet_house.services["reporting"], quiet_house.settings
    inbox_of_reporting = reporting.topology(settings.namespace).inbox("reporting")
    hurries = reporting.reactions.hurries
    assert hurries(ENROLLED), "the figures change"
    assert not hurries(OPENED), "a view counts it, and nobody hears of that"
    began = time.monotonic()
    with Connection(settings.amqp_url, "tests takes") as connection:
        deliveries = Deliveries(connection, inbox_of_reporting, prefetch=10)
        send(envelope(OPENED))
        threading.Timer(0.3, send, [envelope(), envelope(OPENED)]).start()
        taken = deliveries.take(10, patience=10, linger=60, hurries=lambda one: hurries(one.key))
    assert [one.key for one in taken][:2] == [OPENED, ENROLLED]
    assert time.monotonic() - began < 30, "it did not go on waiting"


def test_hundreds_of_events_take_effect_in_a_few_transactions(quiet_house: House, send: Any) -> None:
    send(*(envelope() for _ in range(250)))
    quiet_house.run()
    eventually(lambda: enrolled(quiet_house) == 250)
    updates = quiet_house.database("reporting")["outbox"].count_documents({})
    assert updates < 25, "each transaction tells the figures once"


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


UNREADABLE = [
    ({"body": b"{not json"}, "not JSON"),
    ({"body": b"[1, 2]"}, "not a JSON object"),
    ({"body": b'{"course": "x"}'}, "continent"),
    ({"body": b'{"course": 7, "learner": "x", "role": "learner", "continent": "europe"}'}, "course"),
    ({"cloudEvents_type": "org.bascule.enrolment.learner.vanished.v1"}, "not known here"),
    ({"cloudEvents_type": "org.bascule.enrolment.learner.enrolled.v9"}, "major version 9"),
    ({"cloudEvents_id": 7}, "not a CloudEvent: no id"),
    ({"cloudEvents_specversion": "0.3"}, "is not 1.0"),
    ({"cloudEvents_time": "yesterday"}, "malformed"),
    ({"cloudEvents_sequence": "many"}, "malformed"),
]


@pytest.mark.parametrize(("wrong", "why"), UNREADABLE, ids=[why for _, why in UNREADABLE])
def test_what_cannot_be_read_is_parked_with_its_reason(house: House, send: Any, wrong: Any, why: str) -> None:
    bad, good = envelope(), envelope()
    send(bad, queue=f"{house.settings.namespace}.reporting.inbox", **wrong)
    send(good)
    eventually(lambda: enrolled(house) == 1)
    (one,) = parked(house, "reporting")
    assert why in one["reason"]
    assert one["id"] == bad["_id"]


def members(house: House) -> int:
    """How many notifications knows."""
    return house.database("notifications")["members"].count_documents({})


@pytest.fixture
def poisonous(monkeypatch: Any, quiet_house: House) -> None:
    """A reaction of notifications that fails for one kind of learner."""
    views = quiet_house.services["notifications"].reactions.views

    def choke(event: Any, _views: Any) -> None:
        if event.raw["continent"] == "atlantis":
            raise ZeroDivisionError("there is no such continent")

    monkeypatch.setitem(views, ENROLLED, [*views[ENROLLED], choke])


@pytest.mark.usefixtures("poisonous")
def test_a_poison_message_is_parked_and_the_others_go_on(quiet_house: House, send: Any) -> None:
    poison = envelope(continent="atlantis")
    send(*(envelope() for _ in range(20)), poison, *(envelope() for _ in range(20)))
    house = quiet_house.run()
    eventually(lambda: members(house) == 40)
    (one,) = parked(house, "notifications")
    assert one["id"] == poison["_id"]
    assert one["reason"] == "ZeroDivisionError: there is no such continent"
    shown = json.loads(bascule(house, "dead", "show", "notifications", one["id"]).stdout)
    assert shown["attempts"] == 3
    assert "in choke" in shown["traceback"]
    assert shown["body"]["continent"] == "atlantis"


@pytest.mark.usefixtures("poisonous")
def test_a_parked_message_can_be_requeued_or_dropped(quiet_house: House, send: Any, monkeypatch: Any) -> None:
    mended, hopeless = envelope(continent="atlantis"), envelope(continent="atlantis")
    send(mended, hopeless)
    house = quiet_house.run()
    eventually(lambda: len(parked(house, "notifications")) == 2)
    views = house.services["notifications"].reactions.views
    monkeypatch.setitem(views, ENROLLED, views[ENROLLED][:-1])
    assert "1 requeued" in bascule(house, "dead", "requeue", "notifications", mended["_id"]).output
    eventually(lambda: members(house) == 1)
    assert "1 dropped" in bascule(house, "dead", "drop", "notifications", hopeless["_id"]).output
    assert parked(house, "notifications") == []
    assert members(house) == 1


def test_the_commands_for_parked_messages_explain_themselves(quiet_house: House) -> None:
    assert "nothing is parked" in bascule(quiet_house, "dead", "list", "forum").output
    unknown = bascule(quiet_house, "dead", "show", "forum", "no-such-id")
    assert (unknown.exit_code, unknown.output) == (1, "Error: no parked message has the id no-such-id\n")
    neither = bascule(quiet_house, "dead", "drop", "forum")
    assert neither.exit_code == 2
    assert "give the id of one message, or --all" in neither.output
    nobody = bascule(quiet_house, "dead", "list", "gardening")
    assert nobody.exit_code == 1
    assert "there is no service 'gardening' here" in nobody.output


def test_marks_and_effects_are_one_transaction(house: House, anna: Actor, boris: Actor) -> None:
    boris.answers(anna.opens())
    eventually(anna.bells)
    forum, notifications = house.database("forum"), house.database("notifications")
    told = {row["_id"] for row in forum["outbox"].find()}
    assert told == inbox.seen(notifications, told)


def test_what_is_kept_is_its_own_mark(house: House, anna: Actor) -> None:
    anna.opens()
    eventually(lambda: figures(house).get("posts") == 1)
    told = {row["_id"] for row in house.database("forum")["outbox"].find()}
    assert told == house.services["reporting"].seen(house.database("reporting"), told)
    assert house.database("reporting")["inbox"].find_one() is None


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
