"""The connection, and the loop that runs it in a thread of its own."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from contextlib import AbstractContextManager
from typing import Any, TypeVar

import pika
from pika.channel import Channel

from kit.broker.gathering import Gathering
from kit.broker.messages import BrokerAway, BrokerRefuses, NotMade
from kit.topology import Topology

Result = TypeVar("Result")
Steps = Iterable[tuple[Callable[..., Any], dict[str, Any]]]
PATIENCE = 15.0
"""Seconds that the broker has for an answer."""


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
        self._looks: Channel | None = None
        self._on_loss: list[Callable[[Exception], None]] = []
        self._opened: Future[None] = Future()
        self._connection = Gathering(
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

    def together(self) -> AbstractContextManager[None]:
        """For the loop's thread: what is sent inside leaves as one write in the end, instead of one for each frame."""
        return self._connection.together()

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
                channel.add_on_close_callback(lambda _, reason: self.channel_closed(reason))
                prepare(channel, future)

            self._connection.channel(on_open_callback=opened)

        return self.call(open_channel)

    def declare(self, topology: Topology) -> None:
        """Make exchanges, queues and bindings exist; raises BrokerRefuses when the broker has them otherwise (406)."""

        def steps(channel: Channel) -> Steps:
            for name in topology.exchanges:
                yield channel.exchange_declare, {"exchange": name, "exchange_type": "topic", "durable": True}
            for one in topology.queues:
                yield channel.queue_declare, {"queue": one.name, "durable": True, "arguments": one.arguments}
            for name, exchange, key in topology.bindings:
                yield channel.queue_bind, {"queue": name, "exchange": exchange, "routing_key": key}

        self._take(steps)

    def look_for(self, topology: Topology) -> None:
        """Find that exchanges and queues exist, which takes no rights; raises NotMade when one does not."""

        def steps(channel: Channel) -> Steps:
            for name in topology.exchanges:
                yield channel.exchange_declare, {"exchange": name, "passive": True}
            for one in topology.queues:
                yield channel.queue_declare, {"queue": one.name, "passive": True}

        self._take(steps)

    def look_at(self, queue: str) -> tuple[int, int]:
        """How many messages are ready in a queue, and how many consume it; raises NotMade."""
        if self._looks is None:  # one channel for all looks: a connection has two thousand and no more
            self._looks = self.channel(lambda channel, future: future.set_result(channel))
        looks = self._looks

        def ask(future: "Future[tuple[int, int]]") -> None:
            def told(frame: Any) -> None:
                future.set_result((frame.method.message_count, frame.method.consumer_count))

            looks.queue_declare(queue, passive=True, callback=told)

        return self.call(ask)

    @property
    def server(self) -> str:
        """The broker's own words for itself, as `RabbitMQ 4.0.5`."""
        told = self._connection.server_properties or {}
        return f"{told['product']} {told['version']}"

    def _take(self, steps: Callable[[Channel], Steps]) -> None:
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

    def channel_closed(self, reason: object) -> None:
        """For the owner of a channel that is of no use any more: the connection goes with it."""
        self._lose(reason)
        self._close()

    def _lose(self, reason: object) -> None:
        if self._lost is None:
            self._lost = _meaning(reason)
            for function in list(self._on_loss):
                function(self._lost)
        if not self._connection.is_open:
            self._connection.ioloop.stop()


def _meaning(reason: object) -> Exception:
    """What it means for whoever used the connection: nothing to hope for, something to make first, or to wait."""
    code = getattr(reason, "reply_code", 0)
    if isinstance(reason, pika.exceptions.ProbableAuthenticationError | pika.exceptions.ProbableAccessDeniedError):
        return BrokerRefuses("the broker refuses the user or the password of BASCULE_AMQP_URL, or its virtual host")
    if isinstance(reason, pika.exceptions.ConnectionClosedByBroker) and code in (403, 530):
        return BrokerRefuses(f"the broker refuses the user or the virtual host of BASCULE_AMQP_URL: {reason}")
    if isinstance(reason, pika.exceptions.ChannelClosedByBroker) and code in (403, 406):
        return BrokerRefuses(str(reason))
    if isinstance(reason, pika.exceptions.ChannelClosedByBroker) and code == 404:
        return NotMade(f"the broker lacks something: {reason}")
    return BrokerAway(f"the broker is away: {str(reason) or repr(reason)}")


def _fail(future: "Future[Any]") -> Callable[[Exception], None]:
    def fail(error: Exception) -> None:
        if not future.done():
            future.set_exception(error)

    return fail
