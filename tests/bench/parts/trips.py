"""How often something waits for the database or the broker on a post's way: counted, not timed.

Each step of the way runs by itself, in this process, for one post alone and for a hundred at once. A database round
trip is a command; a broker round trip is a window of publishes that waits for its confirms, or an acknowledgement.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from unittest.mock import patch

from forum.domain.discussions import new_discussion
from kit.broker import Connection, Deliveries, Publisher
from kit.consumer import Consumer
from kit.relay import Relay
from kit.testing import House
from pymongo import monitoring

from tests.bench import load, toy
from tests.bench.ground import Ground
from tests.bench.measure import Measure
from tests.bench.parts.consumer import UntilConsumed

STEPS = (
    ("forum", "web"),
    ("forum", "relay"),
    ("notifications", "worker"),
    ("notifications", "relay"),
    ("reporting", "worker"),
    ("reporting", "relay"),
)


class _Commands(monitoring.CommandListener):
    count = 0

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        self.count += 1

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        """Counted when it started."""

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """Counted when it started."""


def measures(ground: Ground) -> list[Measure]:
    commands, beside = _Commands(), replace(ground, namespace=f"{ground.namespace}-trips")
    monitoring.register(commands)  # for the clients made from now on
    try:
        with House(beside.settings, ("forum", "notifications", "reporting")) as house:
            way = _Way(beside, house, commands)
            way.go(1)  # what happens but once is not counted
            return [line for posts in (1, beside.amount(100)) for line in way.go(posts)]
    finally:
        monitoring._LISTENERS.command_listeners.remove(commands)  # pymongo has no other way to forget it
        beside.close()


class _Way:
    def __init__(self, ground: Ground, house: House, commands: _Commands) -> None:
        self._ground, self._house, self._commands = ground, house, commands
        self._posted = 0
        forum = house.database("forum")
        forum["courses"].insert_one({"_id": toy.COURSE})
        opened = [f"discussion-{number:04}" for number in range(20)]
        forum["discussions"].insert_many(
            [new_discussion(one, toy.COURSE, toy.TITLE, "anna", None, False, toy.now()) for one in opened]
        )
        voices = [{"_id": f"{one}/anna", "discussion": one, "person": "anna", "since": 1} for one in opened]
        house.database("notifications")["voices"].insert_many([one | {"opened": True} for one in voices])

    def go(self, posts: int) -> list[Measure]:
        """Take so many posts the whole way; a line for each step and one for all."""
        lines, total = [], [0.0, 0.0]
        for service, kind in STEPS:
            with self._counting() as counted:
                getattr(self, f"_{kind}")(service, posts)
            each = [one / posts for one in counted()]
            total = [a + b for a, b in zip(total, each, strict=True)]
            lines.append(self._line(f"{service} {kind}", posts, *each))
        return [*lines, self._line("whole way", posts, *total)]

    def _line(self, name: str, posts: int, database: float, broker: float) -> Measure:
        many = "a lone post" if posts == 1 else f"{posts} posts at once, each"
        return Measure(f"trips of {many}: {name}", f"database + {broker:.2g} broker", [database])

    def _web(self, service: str, posts: int) -> None:
        client = self._house.client(service, self._house.signer.token("boris", {toy.COURSE: ["learner"]}))
        for number in range(posts):
            self._posted += 1
            path = f"/api/forum/discussions/discussion-{number % 20:04}/posts"
            key = {"Idempotency-Key": f"key-{self._posted}"}
            answer = client.post(path, json={"body": load.BODY}, headers=key)
            assert answer.status_code == 201, answer.json

    def _relay(self, service: str, posts: int) -> None:
        database, topology = self._house.database(service), self._house.services[service].topology
        with Connection(self._ground.urls.amqp, "bench") as connection:
            # the lease beats twice a second, whatever is posted
            Relay(database, Publisher(connection), topology(self._ground.namespace), still_ours=lambda: True).drain()

    def _worker(self, service: str, posts: int) -> None:
        this = self._house.services[service]
        until = UntilConsumed(posts if service == "notifications" else 2 * posts)  # reporting keeps both events
        topology = this.topology(self._ground.namespace)
        consumer = Consumer(service, self._house.database(service), this.reactions, topology, until)
        with Connection(self._ground.urls.amqp, "bench") as connection:
            consumer.run(connection)

    @contextmanager
    def _counting(self) -> Iterator[Callable[[], tuple[int, int]]]:
        """Yields what tells (database, broker) round trips since."""
        before, acts = self._commands.count, [0]

        def counted(function: Callable[..., object]) -> Callable[..., object]:
            def run(*arguments: object, **named: object) -> object:
                acts[0] += 1
                return function(*arguments, **named)

            return run

        with (
            patch.object(Publisher, "finish", counted(Publisher.finish)),
            patch.object(Deliveries, "acknowledge", counted(Deliveries.acknowledge)),
        ):
            yield lambda: (self._commands.count - before, acts[0])
