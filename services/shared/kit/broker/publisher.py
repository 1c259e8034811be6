"""Publishing in windows: many unconfirmed at once, and an answer for each."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from itertools import takewhile
from typing import Any

import pika
from pika.channel import Channel

from kit.broker.connection import Connection
from kit.broker.messages import BrokerAway, Message, Outcome


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


def _properties(message: Message) -> pika.BasicProperties:
    return pika.BasicProperties(
        content_type=message.content_type,
        delivery_mode=pika.DeliveryMode.Persistent,
        message_id=message.id,
        headers=message.headers,
    )
