"""The only file that knows pika: one connection, its I/O loop in a thread, a blocking API callable from others.

Shaped like the thread-safe `Connection` of pika 1.5, so that it can shrink to that when 1.5 is stable. Heartbeats go
on while the caller works, publishing keeps a window of unconfirmed messages, and acknowledgements go out through the
loop. Nothing reconnects by itself: every call raises `BrokerAway` once the connection is lost, whoever owns the
connection opens a new one, and unconfirmed or unacknowledged messages are then simply still unsent or redelivered.
"""

import queue
import threading
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any, TypeVar

import pika
from pika.channel import Channel

from kit.topology import Topology

Result = TypeVar("Result")
PATIENCE = 15.0


class BrokerAway(Exception):
    """The connection is lost, or could not be had; wait and connect again."""

    outcome: "Outcome | None" = None


class BrokerRefuses(Exception):
    """The broker will not do this however often it is asked (403 not allowed, 406 it exists otherwise)."""


@dataclass(slots=True)
class Message:
    """What is published: `key` is the routing key, an empty `exchange` reaches a queue by its name."""

    id: str
    exchange: str
    key: str
    headers: dict[str, Any]
    body: bytes
    content_type: str = "application/json"


@dataclass(slots=True)
class Delivery:
    """What was delivered; `tag` is valid on its own channel only."""

    tag: int
    key: str
    headers: dict[str, Any]
    body: bytes
    id: str
    redelivered: bool


@dataclass
class Outcome:
    """Of a window of messages, by id: what the broker has, what no queue wanted, what it refused."""

    confirmed: set[str] = field(default_factory=set)
    returned: dict[str, str] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)


class Connection:
    """One AMQP connection; a context manager. `name` is shown in the broker's list of connections."""

    def __init__(self, url: str, name: str) -> None:
        parameters = pika.URLParameters(url)
        parameters.heartbeat = 20
        parameters.blocked_connection_timeout = 60
        parameters.socket_timeout = parameters.stack_timeout = PATIENCE
        parameters.client_properties = {"connection_name": name}
        self.blocked = False
        self._lost: Exception | None = None
        self._on_loss: list[Callable[[Exception], None]] = []
        self._opened: Future[None] = Future()
        self._connection = pika.SelectConnection(
            parameters,
            on_open_callback=lambda _: self._opened.set_result(None),
            on_open_error_callback=lambda _, error: self._lose(error),
            on_close_callback=lambda _, reason: self._lose(reason),
        )
        self._connection.add_on_connection_blocked_callback(lambda *_: setattr(self, "blocked", True))
        self._connection.add_on_connection_unblocked_callback(lambda *_: setattr(self, "blocked", False))
        self._thread = threading.Thread(target=self._loop, name=f"amqp {name}", daemon=True)
        self._thread.start()
        self.wait(self._opened)

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def alive(self) -> bool:
        return self._lost is None

    def close(self) -> None:
        """Send what is queued (acknowledgements among it), then close; waits a few seconds at most."""
        if self._lost is None:
            self._connection.ioloop.add_callback_threadsafe(self._close)
        self._thread.join(5)

    def call(self, function: Callable[["Future[Result]"], None]) -> Result:
        """Run a function on the loop's thread, giving it a future to fill; returns the future's result."""
        future: Future[Result] = Future()
        self.soon(lambda: function(future))
        return self.wait(future)

    def soon(self, function: Callable[[], None]) -> None:
        """Run a function on the loop's thread, without waiting; raises BrokerAway when there is none any more."""
        if self._lost is not None:
            raise self._lost
        self._connection.ioloop.add_callback_threadsafe(function)

    def wait(self, future: "Future[Result]") -> Result:
        fail = _fail(future)
        self.when_lost(fail)
        try:
            return future.result(PATIENCE)
        except FutureTimeout as error:
            raise BrokerAway(f"no answer from the broker in {PATIENCE:.0f} s") from error
        finally:
            self._on_loss.remove(fail)

    def when_lost(self, function: Callable[[Exception], None]) -> None:
        """Call the function once the connection is lost (at once if it is lost already)."""
        self._on_loss.append(function)
        if self._lost is not None:
            function(self._lost)

    def channel(self, prepare: Callable[[Channel, "Future[Any]"], None]) -> Any:
        """Open a channel and let `prepare(channel, future)` set it up on the loop's thread.

        A channel that the broker closes takes its connection with it: nobody here can do half of their work.
        """

        def open_channel(future: "Future[Any]") -> None:
            def opened(channel: Channel) -> None:
                channel.add_on_close_callback(lambda _, reason: self._channel_closed(reason))
                prepare(channel, future)

            self._connection.channel(on_open_callback=opened)

        return self.call(open_channel)

    def declare(self, topology: Topology) -> None:
        """Make exchanges, queues and bindings exist; raises BrokerAway when the broker has them otherwise (406)."""

        def steps(channel: Channel) -> Iterable[tuple[Callable[..., Any], dict[str, Any]]]:
            for name in topology.exchanges:
                yield channel.exchange_declare, {"exchange": name, "exchange_type": "topic", "durable": True}
            for one in topology.queues:
                yield channel.queue_declare, {"queue": one.name, "durable": True, "arguments": one.arguments}
            for name, exchange, key in topology.bindings:
                yield channel.queue_bind, {"queue": name, "exchange": exchange, "routing_key": key}

        def prepare(channel: Channel, future: "Future[None]") -> None:
            remaining = iter(list(steps(channel)))

            def step(*_: object) -> None:
                method, arguments = next(remaining, (None, {}))
                if method is None:
                    future.set_result(None)
                else:
                    method(**arguments, callback=step)

            step()

        self.channel(prepare)

    def _loop(self) -> None:
        try:
            self._connection.ioloop.start()
        except pika.exceptions.AMQPError as error:
            self._lose(error)
        finally:
            self._lose("its loop ended")

    def _close(self) -> None:
        if self._connection.is_open:
            self._connection.close()

    def _channel_closed(self, reason: object) -> None:
        self._lose(reason)
        self._close()

    def _lose(self, reason: object) -> None:
        if self._lost is None:
            refuses = isinstance(reason, pika.exceptions.ChannelClosedByBroker) and reason.reply_code in (403, 406)
            self._lost = BrokerRefuses(str(reason)) if refuses else BrokerAway(f"the broker is away: {reason}")
            for function in list(self._on_loss):
                function(self._lost)
        if not self._connection.is_open:
            self._connection.ioloop.stop()


class Publisher:
    """Publishes windows of messages with confirms; for one thread."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tag = 0
        self._pending: dict[int, str] = {}
        self._outcome = Outcome()
        self._lost: Exception | None = None
        self._settled = threading.Event()
        connection.when_lost(self._on_lost)
        self._channel: Channel = connection.channel(self._prepare)

    def send(self, messages: list[Message], meanwhile: Callable[[], object] = lambda: None) -> Outcome:
        """Publish all, wait until the broker has answered for each; `meanwhile` is called twice a second.

        Raises BrokerAway when the connection is lost first: what was confirmed until then is in `error.outcome`.
        """
        self._outcome = Outcome()
        self._settled.clear()
        ready = [(one, _properties(one)) for one in messages]
        self._connection.soon(lambda: self._publish(ready))
        while not self._settled.wait(0.5):
            meanwhile()
        if self._lost is not None:
            away = BrokerAway(str(self._lost))
            away.outcome = self._outcome
            raise away from self._lost
        return self._outcome

    def _prepare(self, channel: Channel, future: "Future[Channel]") -> None:
        channel.add_on_return_callback(self._on_return)
        channel.confirm_delivery(self._on_confirm, callback=lambda _: future.set_result(channel))

    def _publish(self, ready: list[tuple[Message, pika.BasicProperties]]) -> None:
        if self._channel.is_open:
            for one, properties in ready:
                self._tag += 1
                self._pending[self._tag] = one.id
                self._channel.basic_publish(one.exchange, one.key, one.body, properties, mandatory=True)
        self._check()

    def _on_return(self, _channel: Channel, method: Any, properties: Any, _body: bytes) -> None:
        self._outcome.returned[properties.message_id] = f"{method.reply_code} {method.reply_text}"

    def _on_confirm(self, frame: Any) -> None:
        method = frame.method
        last = method.delivery_tag
        tags = list(takewhile(lambda tag: tag <= last, self._pending)) if method.multiple else [last]
        acknowledged = method.NAME == "Basic.Ack"
        for tag in tags:
            name = self._pending.pop(tag)
            if not acknowledged:
                self._outcome.refused.add(name)
            elif name not in self._outcome.returned:
                self._outcome.confirmed.add(name)
        self._check()

    def _check(self) -> None:
        if not self._pending:
            self._settled.set()

    def _on_lost(self, error: Exception) -> None:
        self._lost = error
        self._settled.set()


class Deliveries:
    """A consumer's side of a queue; `take` from one thread, acknowledge from the same."""

    def __init__(
        self, connection: Connection, name: str, prefetch: int, arguments: dict[str, Any] | None = None
    ) -> None:
        self._connection, self._queue, self._prefetch, self._arguments = connection, name, prefetch, arguments
        self._arrived: queue.SimpleQueue[Delivery | Exception] = queue.SimpleQueue()
        connection.when_lost(self._arrived.put)
        self._channel: Channel = connection.channel(self._prepare)

    def take(self, most: int, patience: float, linger: float = 0.0) -> list[Delivery]:
        """What has arrived, at most `most`; waits up to `patience` seconds for the first, `linger` for more.

        Raises BrokerAway when the connection is lost and nothing is left to take.
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
            taken.append(one)
        return taken

    def acknowledge(self, delivery: Delivery, *, multiple: bool = False) -> None:
        """Tell the broker to forget a delivery, or with `multiple` all up to it."""
        self._connection.soon(lambda: self._channel.basic_ack(delivery.tag, multiple=multiple))

    def give_back(self, delivery: Delivery) -> None:
        """Let the broker deliver it again, to us or another."""
        self._connection.soon(lambda: self._channel.basic_nack(delivery.tag, requeue=True))

    def _prepare(self, channel: Channel, future: "Future[Channel]") -> None:
        channel.add_on_cancel_callback(lambda _: self._connection._channel_closed(f"{self._queue} is gone"))

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


def _properties(message: Message) -> pika.BasicProperties:
    return pika.BasicProperties(
        content_type=message.content_type,
        delivery_mode=pika.DeliveryMode.Persistent,
        message_id=message.id,
        headers=message.headers,
    )


def _fail(future: "Future[Any]") -> Callable[[Exception], None]:
    def fail(error: Exception) -> None:
        if not future.done():
            future.set_exception(error)

    return fail
