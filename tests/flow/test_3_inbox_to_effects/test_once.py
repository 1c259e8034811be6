"""An event takes effect once, however often it is delivered; its mark and its effect are one transaction."""

from typing import Any

from kit import inbox
from kit.testing import House, eventually

from ..conftest import Actor, figures
from .conftest import enrolled, envelope


def test_an_event_delivered_twice_counts_once(house: House, send: Any) -> None:
    one, other = envelope(), envelope()
    send(one)
    eventually(lambda: enrolled(house) == 1)
    send(one)
    send(one, other)
    eventually(lambda: enrolled(house) == 2)
    kept = house.database("reporting")["events"].find()
    assert [event["_id"] for event in kept] == [1, 2]


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
