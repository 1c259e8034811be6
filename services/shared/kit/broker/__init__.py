"""All that knows pika: one connection, its I/O loop in a thread, a blocking API callable from others.

Shaped like the thread-safe `Connection` of pika 1.5, so that it can shrink to that when 1.5 is stable. Heartbeats go
on while the caller works, publishing keeps a window of unconfirmed messages, and acknowledgements go out through the
loop. Nothing reconnects by itself: every call raises `BrokerAway` once the connection is lost, whoever owns the
connection opens a new one, and unconfirmed or unacknowledged messages are then simply still unsent or redelivered.
"""

from kit.broker.connection import Connection
from kit.broker.deliveries import Deliveries
from kit.broker.made import connected
from kit.broker.messages import BrokerAway, BrokerRefuses, Delivery, Message, NotMade, Outcome
from kit.broker.publisher import Publisher, Window

__all__ = [
    "BrokerAway",
    "BrokerRefuses",
    "Connection",
    "Deliveries",
    "Delivery",
    "Message",
    "NotMade",
    "Outcome",
    "Publisher",
    "Window",
    "connected",
]
