"""Publishing in windows: many unconfirmed at once, and an answer for each."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from itertools import takewhile
from typing import Any

import pika
from pika.channel import Channel

from kit.broker.connection import Connection
from kit.broker.messages import BrokerAway, Message, Outcome


class Window:
    """Messages under way together; `outcome` grows while the broker answers, `settled` is set when it needs no more."""

    def __init__(self, messages: Iterable[Message]) -> None:
        names = [one.id for one in messages]
        self.ids, self.unanswered = set(names), len(names)
        self.outcome = Outcome()
        self.settled = threading.Event()
        self.answered(0)

    def answered(self, count: int) -> None:
        self.unanswered -= count
        if not self.unanswered:
            self.settled.set()


class Publisher:
    """Publishes windows of messages with confirms; for one thread, which may have several windows under way."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._tag = 0
        self._pending: dict[int, tuple[str, Window]] = {}
        self._under_way: list[Window] = []
        self._lost: Exception | None = None
        connection.when_lost(self._on_lost)
        self._channel: Channel = connection.channel(self._prepare)

    def send(self, messages: list[Message]) -> Outcome:
        """Publish all, and wait until the broker has answered for each; raises BrokerAway."""
        return self.finish(self.begin(messages))

    def begin(self, messages: list[Message]) -> Window:
        """Publish all without waiting; raises BrokerAway when the connection is lost already."""
        window, ready = Window(messages), [(one, _properties(one)) for one in messages]
        self._under_way.append(window)
        self._connection.soon(lambda: self._publish(window, ready))
        return window

    def finish(self, window: Window, meanwhile: Callable[[], object] = lambda: None) -> Outcome:
        """Wait until the broker has answered for each message; `meanwhile` is called twice a second.

        Raises BrokerAway when the connection is lost first: `window.outcome` tells what was confirmed until then.
        """
        while not window.settled.wait(0.5):
            meanwhile()
        self._under_way.remove(window)
        if window.unanswered:
            raise BrokerAway(str(self._lost)) from self._lost
        return window.outcome

    def _prepare(self, channel: Channel, future: "Future[Channel]") -> None:
        channel.add_on_return_callback(self._on_return)
        channel.confirm_delivery(self._on_confirm, callback=lambda _: future.set_result(channel))

    def _publish(self, window: Window, ready: list[tuple[Message, pika.BasicProperties]]) -> None:
        if not self._channel.is_open:
            return  # the connection goes with it, and settles the window
        with self._connection.together():
            for one, properties in ready:
                self._tag += 1
                self._pending[self._tag] = one.id, window
                self._channel.basic_publish(one.exchange, one.key, one.body, properties, mandatory=True)

    def _on_return(self, _channel: Channel, method: Any, properties: Any, _body: bytes) -> None:
        for window in self._under_way:
            if properties.message_id in window.ids:
                window.outcome.returned[properties.message_id] = f"{method.reply_code} {method.reply_text}"

    def _on_confirm(self, frame: Any) -> None:
        method = frame.method
        last = method.delivery_tag
        tags = list(takewhile(lambda tag: tag <= last, self._pending)) if method.multiple else [last]
        acknowledged = method.NAME == "Basic.Ack"
        for tag in tags:
            name, window = self._pending.pop(tag)
            if not acknowledged:
                window.outcome.refused.add(name)
            elif name not in window.outcome.returned:
                window.outcome.confirmed.add(name)
            window.answered(1)

    def _on_lost(self, error: Exception) -> None:
        self._lost = error
        for window in self._under_way:
            window.settled.set()


def _properties(message: Message) -> pika.BasicProperties:
    return pika.BasicProperties(
        content_type=message.content_type,
        delivery_mode=pika.DeliveryMode.Persistent,
        message_id=message.id,
        headers=message.headers,
    )
