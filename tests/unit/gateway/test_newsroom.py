"""The newsroom: whom an event concerns, and what they are told of it."""

import json
from datetime import UTC, datetime

import pytest
from gateway.events import FRESH
from gateway.news import News, news_of
from gateway.newsroom import Listener
from kit.event import Event

from tests.catalogue import contract
from tests.unit.gateway.telling import COURSE, fresh, offsets, ready


def test_what_is_fresh_is_for_members_with_a_page_about_it_open() -> None:
    room, here, elsewhere = ready(), Listener(COURSE, "anna", "discussion:d1"), Listener(COURSE, "boris", "projects")
    stranger = Listener(COURSE, None, "discussion:d1")
    for one in (here, elsewhere, stranger):
        room.join(one)
    room.tell(fresh(0, "discussion:d1"))
    assert [bool(one.take(0)) for one in (here, elsewhere, stranger)] == [True, False, False]
    assert offsets(room.ring.since(-1, COURSE, "anna", "discussion:d1")) == [0]
    assert offsets(room.ring.since(-1, COURSE, None, "discussion:d1")) == []
    room.leave(here)
    room.tell(fresh(1, "discussion:d1"))
    assert not here.take(0)


@pytest.mark.parametrize("kind", FRESH)
def test_each_fact_that_is_fresh_somewhere_says_where_and_what(kind: str) -> None:
    _, example = contract(kind)
    event = Event("e1", kind, "/forum", datetime.now(UTC), example)
    news = news_of(event, 7)
    told = json.loads(news.data)
    assert news.topic.partition(":")[2] in {"", *map(str, example.values())}
    assert told["id"] in {"e1", *map(str, example.values())}
    assert told["author"] in (example.get("by"), example.get("author"))


def test_news_for_all_members_leave_out_passers_by_and_who_did_it() -> None:
    room, heard = ready(), {name: Listener(COURSE, name) for name in ("anna", "boris", None)}
    for listener in heard.values():
        room.join(listener)
    room.tell(News(0, "bell", COURSE, "{}", members=True, besides="anna"))
    assert {name: bool(listener.take(0)) for name, listener in heard.items()} == {
        "anna": False,
        "boris": True,
        None: False,
    }
    assert offsets(room.ring.since(-1, COURSE, "boris")) == [0]
    assert offsets(room.ring.since(-1, COURSE, "anna")) == []
    assert offsets(room.ring.since(-1, COURSE, None)) == []


def test_an_announcement_is_read_from_the_stream_as_news_for_members() -> None:
    _, example = contract("org.bascule.notifications.notification.raised.v1")
    told = example | {"recipients": [], "everyone": True}
    event = Event("1", "org.bascule.notifications.notification.raised.v1", "/", datetime.now(UTC), told)
    news = news_of(event, 7)
    assert news is not None
    assert news.concerns(COURSE, "anybody")
    assert not news.concerns(COURSE, told["actor"])
    assert not news.concerns(COURSE, None)
