"""Hears when a bell rings and when the figures change: as Anna's browser does, and as a bare reader of the stream.

Either notes, on the clock of this machine, when it first heard that somebody's post rang Anna's bell and when the
figures first counted so many posts.
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import httpx
from kit.broker import Connection, Deliveries
from kit.topology import common

from tests.bench import toy
from tests.bench.house import ANNA, Running


class Heard:
    """`bells` by author of the post, `posts` by their number in the figures."""

    def __init__(self) -> None:
        self.bells: dict[str, float] = {}
        self.posts: dict[int, float] = {}
        self.most = 0

    def bell(self, author: str) -> None:
        self.bells.setdefault(author, time.perf_counter())

    def figures(self, posts: int) -> None:
        now = time.perf_counter()
        for number in range(self.most + 1, posts + 1):
            self.posts[number] = now
        self.most = max(self.most, posts)


@contextmanager
def browser(running: Running) -> Iterator[Heard]:
    """Server-Sent Events, as Anna."""
    heard, token = Heard(), running.signer.token(ANNA, {toy.COURSE: ["learner"]})
    address = f"http://127.0.0.1:{running.ports['stream']}/stream"
    patience = httpx.Timeout(10, read=60)
    with (
        httpx.Client(headers={"Authorization": f"Bearer {token}"}, timeout=patience, trust_env=False) as client,
        client.stream("GET", address, params={"course": toy.COURSE}) as answer,
    ):
        answer.raise_for_status()
        Thread(target=_read, args=(answer.iter_lines(), heard), daemon=True).start()
        yield heard


def _read(lines: Iterator[str], heard: Heard) -> None:
    name = ""
    try:
        for line in lines:
            field, _, value = line.partition(": ")
            if field == "event":
                name = value
            elif field == "data" and name == "bell":
                heard.bell(json.loads(value)["actor"])
            elif field == "data" and name == "figures":
                heard.figures(json.loads(value)["posts"])
    except (httpx.TransportError, httpx.StreamError):
        return  # the run is over


@contextmanager
def bare(amqp_url: str, namespace: str) -> Iterator[Heard]:
    """The broker's stream itself, without a gateway."""
    heard, over = Heard(), Event()
    with Connection(amqp_url, "bench ears") as connection:
        stream = common(namespace).stream
        deliveries = Deliveries(connection, stream, prefetch=1000, arguments={"x-stream-offset": "next"})

        def listen() -> None:
            while not over.is_set():
                for one in deliveries.take(1000, patience=0.2):
                    _hear(heard, one.key, json.loads(one.body))
                    deliveries.acknowledge(one)

        thread = Thread(target=listen, daemon=True)
        thread.start()
        yield heard
        over.set()
        thread.join()


def _hear(heard: Heard, key: str, data: dict[str, Any]) -> None:
    if key.endswith(".notification.raised.v1") and ANNA in data["recipients"]:
        heard.bell(data["actor"])
    elif key.endswith(".figures.updated.v1"):
        heard.figures(data["figures"]["posts"])
