"""What a browser is told, and the ring of what was told lately, so that whoever comes back misses nothing.

Positions are offsets of the broker's stream, the same for every process: a browser may resume at another process, or
at this one after a restart. Pure: no I/O, no clock.
"""

import json
import sys
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kit.event import Event

from gateway.events import FIGURES_UPDATED, FRESH, NOTIFICATION_RAISED

MOST = 20_000
MOST_NAMES = 300_000
"""Names of recipients kept in all: one announcement to thousands must not cost a process its memory."""


@dataclass(frozen=True, slots=True)
class News:
    """One Server-Sent Event. `recipients` are persons' ids, None when it is for everyone in the course; with a `topic`
    it is for the signed-in who have a page about it open, and for `members` it is for the signed-in but one, `besides`.
    """

    offset: int
    name: str
    course: str
    data: str
    recipients: frozenset[str] | None = None
    topic: str = ""
    members: bool = False
    besides: str | None = None

    def concerns(self, course: str, person: str | None, topic: str = "") -> bool:
        if self.course != course or (self.members and person in (None, self.besides)):
            return False
        if self.topic:
            return person is not None and self.topic == topic
        return self.recipients is None or person in self.recipients

    def __str__(self) -> str:
        return block(event=self.name, id=self.offset, data=self.data)


def block(**fields: Any) -> str:
    """One block of an event stream; a block of only an `id` moves the place to resume from, and shows nothing."""
    return "".join(f"{name}: {value}\n" for name, value in fields.items()) + "\n"


def news_of(event: Event, offset: int) -> News | None:
    """What there is to tell of an event, if anything; raises Unreadable."""
    if event.type == NOTIFICATION_RAISED.type:
        data = NOTIFICATION_RAISED.load(event.data)
        told = {name: data[name] for name in ("kind", "about", "actor", "course")}
        if data["everyone"]:
            return News(offset, "bell", data["course"], _line(told), members=True, besides=data["actor"])
        recipients = frozenset(sys.intern(one) for one in data["recipients"])
        return News(offset, "bell", data["course"], _line(told), recipients)
    if event.type == FIGURES_UPDATED.type:
        data = FIGURES_UPDATED.load(event.data)
        return News(offset, "figures", data["course"], _line(data["figures"]))
    if fresh := FRESH.get(event.type):
        topic, told = fresh.of(event)
        return News(offset, "fresh", event.data["course"], _line(told), topic=topic)
    return None


class Ring:
    """Recent news, all of it from `first` on; `last` is the last offset that was read, also of what is no news."""

    def __init__(self, first: int = 0, most: int = MOST, most_names: int = MOST_NAMES) -> None:
        self._most, self._most_names = most, most_names
        self.begin(first)

    def begin(self, first: int) -> None:
        """Forget everything and know from `first` on."""
        self.first, self.last = first, first - 1
        self._news: deque[News] = deque()
        self._names = 0
        self._figures: dict[str, News] = {}

    def add(self, news: News) -> None:
        self.last = news.offset
        self._news.append(news)
        self._names += len(news.recipients or ())
        if news.name == "figures":
            self._figures[news.course] = news
        while len(self._news) > self._most or (self._names > self._most_names and len(self._news) > 1):
            oldest = self._news.popleft()
            self._names -= len(oldest.recipients or ())
            self.first = oldest.offset + 1

    def reach(self, offset: int) -> None:
        """Everything up to the offset was read."""
        self.last = max(self.last, offset)

    def since(self, offset: int, course: str, person: str | None, topic: str = "") -> list[News] | None:
        """What concerns them and came after the offset, in order; None when the ring cannot tell."""
        if not self.first - 1 <= offset <= self.last:
            return None
        found = []
        for news in reversed(self._news):
            if news.offset <= offset:
                break
            if news.concerns(course, person, topic):
                found.append(news)
        return found[::-1]

    def figures(self, course: str) -> News | None:
        """The last figures of a course, however long ago."""
        return self._figures.get(course)


def _line(data: Mapping[str, Any]) -> str:
    return json.dumps(data, separators=(",", ":"), ensure_ascii=False)
