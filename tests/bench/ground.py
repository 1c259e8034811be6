"""Where the runs take place: a namespace of their own on the servers, fresh databases, empty queues, in-turn rounds."""

import gc
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import pika
from embedded.servers import Urls
from kit.broker import Connection
from kit.service import Service
from kit.settings import Settings
from kit.unit_of_work import connect
from pymongo.database import Database
from rich.console import Console
from rich.progress import track

from tests.servers import clear

Figure = TypeVar("Figure")
Thing = TypeVar("Thing")


def short(figure: Any) -> str:
    return f"{figure:,.4g}"


@dataclass
class Ground:
    """`scale` shrinks the amounts, for a test of the bench itself."""

    urls: Urls
    namespace: str
    rounds: int = 5
    scale: float = 1.0
    console: Console | None = None

    def __post_init__(self) -> None:
        self.settings = Settings(amqp_url=self.urls.amqp, mongo_url=self.urls.mongo, namespace=self.namespace)
        self.mongo = connect(self.urls.mongo)

    def amount(self, full: int) -> int:
        return max(5, round(full * self.scale))

    def tell(self, text: str) -> None:
        if self.console:
            self.console.log(text)

    def along(self, what: str, things: Sequence[Thing]) -> Iterable[Thing]:
        """The things one after the other, with a bar that says how far it has come."""
        return track(things, what, console=self.console, disable=self.console is None)

    def in_turn(
        self, name: str, ours: Callable[[], Figure], bare: Callable[[], Figure], show: Callable[[Figure], str] = short
    ) -> tuple[list[Figure], list[Figure]]:
        """A B A B …: both sides meet the same weather on the machine."""
        figures: tuple[list[Figure], list[Figure]] = ([], [])
        for number in range(1, self.rounds + 1):
            for side, taken in zip((ours, bare), figures, strict=True):
                gc.collect()
                taken.append(side())
            a, b = (show(taken[-1]) for taken in figures)
            self.tell(f"{name}, round {number} of {self.rounds}: ours {a}, bare {b}")
        return figures

    def alone(self, name: str, ours: Callable[[], Figure], show: Callable[[Figure], str] = short) -> list[Figure]:
        """A A A …: where there is no bare side."""
        figures = []
        for number in range(1, self.rounds + 1):
            gc.collect()
            figures.append(ours())
            self.tell(f"{name}, round {number} of {self.rounds}: {show(figures[-1])}")
        return figures

    def fresh(self, service: Service, side: str) -> Database:
        """An empty, migrated database for one side; the queue of the service is empty too."""
        name = f"{self.namespace}_{side}"
        self.mongo.drop_database(name)
        service.migrate(self.mongo[name])
        with Connection(self.urls.amqp, "bench") as connection:
            connection.declare(service.topology(self.namespace))
        with self.channel() as channel:
            channel.queue_purge(service.topology(self.namespace).inbox(service.name))
        return self.mongo[name]

    @contextmanager
    def channel(self) -> Iterator[pika.channel.Channel]:
        connection = pika.BlockingConnection(pika.URLParameters(self.urls.amqp))
        try:
            yield connection.channel()
        finally:
            connection.close()

    def close(self) -> None:
        """Remove what the runs left on the servers."""
        with self.channel() as channel:
            for end in ("inbox", "dead"):
                channel.queue_delete(f"{self.namespace}.bench.{end}")
        clear(self.namespace, self.urls)
        self.mongo.close()


@contextmanager
def stopwatch() -> Iterator[Callable[[], float]]:
    """Yields what tells the seconds since, or until the block ended."""
    began, ended = time.perf_counter(), [0.0]
    yield lambda: (ended[0] or time.perf_counter()) - began
    ended[0] = time.perf_counter()
