"""What arrives together takes effect together, and nobody waits for it who hears of something."""

import threading
import time
from typing import Any

from kit.broker import Connection, Deliveries
from kit.testing import House, eventually

from .conftest import ENROLLED, enrolled, envelope

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
