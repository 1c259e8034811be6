"""Following the live stream: slow, late, cut off or gone, each hears everything once and in order."""

from typing import Any

import pytest
from gateway.news import Ring
from gateway.newsroom import Listener, Newsroom
from gateway.stream import follow
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.gateway.telling import COURSE, bell, figures, ready


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
