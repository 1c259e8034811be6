"""Consuming: what has arrived is taken in batches, and acknowledged through the loop."""

import queue
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from pika.channel import Channel

from kit.broker.connection import Connection
from kit.broker.messages import Delivery


class Deliveries:
    """A consumer's side of a queue; `take` from one thread, acknowledge from the same."""

    def __init__(
        self, connection: Connection, name: str, prefetch: int, arguments: dict[str, Any] | None = None
    ) -> None:
        self._connection, self._queue, self._prefetch, self._arguments = connection, name, prefetch, arguments
        self._arrived: queue.SimpleQueue[Delivery | Exception] = queue.SimpleQueue()
        connection.when_lost(self._arrived.put)
        self._channel: Channel = connection.channel(self._prepare)

    def take(
        self, most: int, patience: float, linger: float = 0.0, hurries: Callable[[Delivery], bool] = lambda _: False
    ) -> list[Delivery]:
        """What has arrived, at most `most`; waits up to `patience` seconds for the first, `linger` for more.

        One that `hurries` ends the waiting: what has arrived by then goes with it. Raises BrokerAway when the
        connection is lost and nothing is left to take.
        """
        taken: list[Delivery] = []
        until = time.monotonic() + patience
        while len(taken) < most:
            try:
                one = self._arrived.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                break
            if isinstance(one, Exception):
                raise one
            if not taken:
                until = time.monotonic() + linger
            if hurries(one):
                until = 0.0
            taken.append(one)
        return taken

    def acknowledge(self, delivery: Delivery, *, multiple: bool = False) -> None:
        """Tell the broker to forget a delivery, or with `multiple` all up to it."""
        self._connection.soon(lambda: self._channel.basic_ack(delivery.tag, multiple=multiple))

    def give_back(self, delivery: Delivery) -> None:
        """Let the broker deliver it again, to us or another."""
        self._connection.soon(lambda: self._channel.basic_nack(delivery.tag, requeue=True))

    def _prepare(self, channel: Channel, future: "Future[Channel]") -> None:
        channel.add_on_cancel_callback(lambda _: self._connection.channel_closed(f"{self._queue} is gone"))

        def consume(*_: object) -> None:
            channel.basic_consume(
                self._queue, self._arrive, arguments=self._arguments, callback=lambda _: future.set_result(channel)
            )

        channel.basic_qos(prefetch_count=self._prefetch, callback=consume)

    def _arrive(self, _channel: Channel, method: Any, properties: Any, body: bytes) -> None:
        headers = properties.headers or {}
        self._arrived.put(
            Delivery(
                method.delivery_tag, method.routing_key, headers, body, properties.message_id or "", method.redelivered
            )
        )
