"""The ring and the newsroom: whoever comes back misses nothing and hears nothing twice."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from gateway.events import FRESH
from gateway.news import News, Ring, news_of
from gateway.newsroom import Listener, Newsroom
from gateway.stream import follow
from hypothesis import given, settings
from hypothesis import strategies as st
from kit.event import Event

from tests.catalogue import contract

COURSE = "innovation-publique"
CONTRACTS = Path(__file__).parents[2] / "services" / "shared" / "contracts"


def figures(offset: int, course: str = COURSE) -> News:
    return News(offset, "figures", course, f"{offset}")


def bell(offset: int, *recipients: str) -> News:
    return News(offset, "bell", COURSE, f"{offset}", frozenset(recipients))


def offsets(news: list[News] | None) -> list[int] | None:
    return None if news is None else [one.offset for one in news]


def ready(ring: Ring | None = None) -> Newsroom:
    room = Newsroom(ring)
    room.reach(room.ring.last, is_ready=True)
    return room


def test_who_comes_back_hears_what_was_missed_in_order() -> None:
    ring = Ring()
    for offset in range(5):
        ring.add(figures(offset))
    assert offsets(ring.since(1, COURSE, None)) == [2, 3, 4]
    assert offsets(ring.since(4, COURSE, None)) == []


def test_a_bell_is_for_those_whom_it_names_and_in_its_course_only() -> None:
    ring = Ring()
    ring.add(bell(0, "anna"))
    ring.add(figures(1, "another-course"))
    assert offsets(ring.since(-1, COURSE, "anna")) == [0]
    assert offsets(ring.since(-1, COURSE, "boris")) == []
    assert offsets(ring.since(-1, COURSE, None)) == []
    assert offsets(ring.since(-1, "another-course", "anna")) == [1]


def fresh(offset: int, topic: str) -> News:
    return News(offset, "fresh", COURSE, f"{offset}", topic=topic)


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
    example = json.loads(
        (CONTRACTS / f"{kind.removeprefix('org.bascule.').replace('.', '/', 1)}.example.json").read_text()
    )
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


def test_the_ring_does_not_pretend_to_know_what_it_has_forgotten_or_not_yet_read() -> None:
    ring = Ring(most=2)
    for offset in range(4):
        ring.add(figures(offset))
    assert ring.since(0, COURSE, None) is None
    assert offsets(ring.since(1, COURSE, None)) == [2, 3]
    assert ring.since(4, COURSE, None) is None


def test_one_announcement_to_thousands_does_not_fill_the_memory() -> None:
    ring = Ring(most_names=100)
    for offset in range(3):
        ring.add(bell(offset, *(f"p{number}" for number in range(60))))
    assert offsets(ring.since(1, COURSE, "p1")) == [2]
    assert ring.since(0, COURSE, "p1") is None


def test_what_is_no_news_moves_the_place_to_resume_from() -> None:
    ring = Ring()
    ring.add(figures(0))
    ring.reach(40)
    assert offsets(ring.since(40, COURSE, None)) == []


def test_a_slow_listener_is_sent_away_and_resumes_from_the_ring() -> None:
    room, slow = ready(), Listener(COURSE, None, waiting=3)
    stream = follow(room, slow, None, life=60)
    assert next(stream) == "retry: 2000\n\n"
    assert next(stream) == "id: \n\n"  # nothing was read yet: there is nowhere to resume from
    for offset in range(10):
        room.tell(figures(offset))
    assert slow.is_behind
    assert list(stream) == []
    resumed = follow(room, Listener(COURSE, None), None, life=60)
    next(resumed)
    assert "data: 9" in next(resumed)


@pytest.mark.parametrize("after", [-1 + 10**6, 99])
def test_an_unknown_place_is_answered_by_refresh(after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.stream.CATCHING_UP", 0.01)
    room = ready(Ring(first=200))
    room.tell(figures(200))
    stream = follow(room, Listener(COURSE, None), after, life=60)
    next(stream)
    assert next(stream) == "event: refresh\ndata: {}\n\nid: 200\n\n"


def test_a_process_that_is_not_ready_sends_the_browser_back_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gateway.stream.CATCHING_UP", 0.01)
    assert list(follow(Newsroom(), Listener(COURSE, None), 7, life=60)) == ["retry: 2000\n\n"]


def test_who_left_is_forgotten() -> None:
    room = ready()
    stream = follow(room, Listener(COURSE, "anna"), None, life=60)
    next(stream), next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert not room._by_course
    assert not room._by_person


class Browser:
    """Resumes from the last id that it was told."""

    def __init__(self, room: Newsroom, person: str | None) -> None:
        self.room, self.person, self.last = room, person, 0
        self.heard: list[int] = []
        self.stream: Any = None

    def connect(self) -> None:
        self.drop()
        self.stream = follow(self.room, Listener(COURSE, self.person, waiting=4), self.last, life=1e9)
        next(self.stream)
        self._take(next(self.stream))

    def listen(self) -> None:
        """Take what waits; never waits itself, since a heartbeat comes late."""
        expected = [one.offset for one in self.room.ring._news if one.concerns(COURSE, self.person)]
        if self.stream is None or not [one for one in expected if one not in self.heard]:
            return
        text = next(self.stream, None)
        if text is None:
            self.stream = None  # sent away as too slow
            self.connect()
        else:
            self._take(text)

    def drop(self) -> None:
        if self.stream is not None:
            self.stream.close()
            self.stream = None

    def _take(self, text: str) -> None:
        assert "refresh" not in text
        for line in text.splitlines():
            name, _, value = line.partition(": ")
            if name == "data":
                self.heard.append(int(value))
            elif name == "id" and value:
                self.last = int(value)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(["figures", "anna", "boris", "nothing", "listen", "drop", "connect"]), max_size=60))
def test_whatever_breaks_in_between_each_event_is_heard_once_and_in_order(steps: list[str]) -> None:
    room = ready()
    anna = Browser(room, "anna")
    room.tell(figures(0))
    anna.heard.append(0)
    for offset, step in enumerate(["connect", *steps, "connect"], start=1):
        if step in ("listen", "drop", "connect"):
            getattr(anna, step)()
            room.reach(offset, is_ready=True)
        elif step == "nothing":
            room.reach(offset, is_ready=True)
        else:
            room.tell(figures(offset) if step == "figures" else bell(offset, step))
    expected = [one.offset for one in room.ring._news if one.concerns(COURSE, "anna")]
    for _ in expected:
        anna.listen()
    assert anna.heard == expected
