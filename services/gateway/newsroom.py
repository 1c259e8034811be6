"""Brings news to those who listen: one bounded queue per open page, and the ring for those who come back.

Joining and telling happen without a switch of greenlets in between, so that what is taken from the ring and what
comes through the queue meet without a gap or a repeat. Whoever is too slow for the queue is sent away, and resumes
from the ring.
"""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from threading import Condition

from gevent.queue import Empty, Full, Queue

from gateway import metrics
from gateway.news import News, Ring

WAITING = 200


class Listener:
    """One open page; `topic` is what it is about, if that is something that goes on."""

    def __init__(self, course: str, person: str | None, topic: str = "", waiting: int = WAITING) -> None:
        self.course, self.person, self.topic = course, person, topic
        self.is_behind = False
        self._queue: Queue[str] = Queue(waiting)

    def put(self, text: str) -> None:
        try:
            self._queue.put_nowait(text)
        except Full:
            self.is_behind = True

    def take(self, patience: float) -> str:
        """All that waits; waits up to `patience` seconds for the first, empty when nothing came."""
        texts = []
        with suppress(Empty):
            texts.append(self._queue.get(timeout=patience))
        with suppress(Empty):  # also after a time-out: something may have come since
            while True:
                texts.append(self._queue.get_nowait())
        return "".join(texts)


class Newsroom:
    """The ring and the listeners of one process; `is_ready` once it has read all that there was when it started."""

    def __init__(self, ring: Ring | None = None) -> None:
        self.ring = ring or Ring()
        self.is_ready = False
        self._by_course: dict[str, set[Listener]] = defaultdict(set)
        self._by_person: dict[tuple[str, str], set[Listener]] = defaultdict(set)
        self._by_topic: dict[tuple[str, str], set[Listener]] = defaultdict(set)
        self._moved = Condition()

    def tell(self, news: News) -> None:
        """Keep the news and put it before everyone whom it concerns."""
        self.ring.add(news)
        text = str(news)
        for listener in list(self._concerned(news)):
            listener.put(text)
            metrics.TOLD.labels(news.name).inc()
            if listener.is_behind:
                metrics.BEHIND.inc()
                self.leave(listener)

    def reach(self, offset: int, is_ready: bool) -> None:
        """Everything up to the offset was told; wakes those who wait for it."""
        self.ring.reach(offset)
        self.is_ready = is_ready
        with self._moved:
            self._moved.notify_all()

    def wait_for(self, offset: int, seconds: float) -> bool:
        """Wait until this process is ready and has read the offset; whether it has come to that."""
        with self._moved:
            return self._moved.wait_for(lambda: self.is_ready and self.ring.last >= offset, seconds)

    def join(self, listener: Listener) -> None:
        self._by_course[listener.course].add(listener)
        if listener.person:
            self._by_person[listener.course, listener.person].add(listener)
        if listener.person and listener.topic:
            self._by_topic[listener.course, listener.topic].add(listener)
        metrics.LISTENERS.inc()

    def leave(self, listener: Listener) -> None:
        """Tell them nothing more; may be called twice."""
        if listener not in self._by_course.get(listener.course, ()):
            return
        metrics.LISTENERS.dec()
        _discard(self._by_course, listener.course, listener)
        if listener.person:
            _discard(self._by_person, (listener.course, listener.person), listener)
        if listener.person and listener.topic:
            _discard(self._by_topic, (listener.course, listener.topic), listener)

    def _concerned(self, news: News) -> Iterable[Listener]:
        if news.topic:
            return self._by_topic.get((news.course, news.topic), ())
        if news.recipients is None:
            there = self._by_course.get(news.course, ())
            return [one for one in there if news.concerns(one.course, one.person)]
        rooms = self._by_person
        return [one for person in news.recipients for one in rooms.get((news.course, person), ())]


def _discard(groups: dict, key: object, listener: Listener) -> None:
    groups[key].discard(listener)
    if not groups[key]:
        del groups[key]
