"""What goes to the broker, what comes from it, and what can go wrong: plain values, without pika."""

from dataclasses import dataclass, field
from typing import Any


class BrokerAway(Exception):
    """The connection is lost, or could not be had; wait and connect again."""


class BrokerRefuses(Exception):
    """The broker will not do this however often it is asked (403, 530 not allowed, 406 it exists otherwise)."""


class NotMade(BrokerAway):
    """An exchange or a queue does not exist yet."""


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
