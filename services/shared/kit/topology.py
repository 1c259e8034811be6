"""The names on the broker and how they hang together, as values; every process declares them, in any order.

Two topic exchanges: `<ns>.events`, which also feeds the stream, and `<ns>.private` for names and addresses, which
feeds none. A quorum queue `<service>.inbox` for each service, and `<service>.dead` beside it for what was parked.
Parking goes through a topic exchange of its own, `<ns>.parked`, so that a broker can forbid a service the shelves of
the others: whoever may use the default exchange reaches every queue.
"""

from dataclasses import dataclass, field
from typing import Any

from kit.settings import DEFAULT_NAMESPACE

RETENTION = "30D"
DELIVERIES = 20
"""How often the broker hands out a message whose consumer died with it, before it is parked."""


@dataclass(frozen=True)
class Queue:
    name: str
    arguments: dict[str, Any]


@dataclass
class Topology:
    """What to declare: exchanges (all durable topics), queues, and (queue, exchange, routing key) bindings."""

    namespace: str
    exchanges: list[str] = field(default_factory=list)
    queues: list[Queue] = field(default_factory=list)
    bindings: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def events(self) -> str:
        return f"{self.namespace}.events"

    @property
    def private(self) -> str:
        return f"{self.namespace}.private"

    @property
    def parked(self) -> str:
        return f"{self.namespace}.parked"

    @property
    def stream(self) -> str:
        return f"{self.namespace}.stream"

    def inbox(self, service: str) -> str:
        return self._queue(f"{service}.inbox")

    def dead(self, service: str) -> str:
        return self._queue(f"{service}.dead")

    def _queue(self, name: str) -> str:
        return name if self.namespace == DEFAULT_NAMESPACE else f"{self.namespace}.{name}"


def common(namespace: str) -> Topology:
    """The exchanges and the stream, which every process declares."""
    topology = Topology(namespace)
    topology.exchanges = [topology.events, topology.private, topology.parked]
    topology.queues = [Queue(topology.stream, {"x-queue-type": "stream", "x-max-age": RETENTION})]
    topology.bindings = [(topology.stream, topology.events, "#")]
    return topology


def of_service(namespace: str, service: str, types: set[str], private: set[str]) -> Topology:
    """A consumer's part: its inbox bound to the types that it reacts to, and its dead queue."""
    topology = common(namespace)
    inbox, dead = topology.inbox(service), topology.dead(service)
    # listing parked messages hands them out and takes them back: that must never use them up (4.x stops at 20)
    topology.queues.append(Queue(dead, {"x-queue-type": "quorum", "x-delivery-limit": 1_000_000_000}))
    topology.queues.append(
        Queue(
            inbox,
            {
                "x-queue-type": "quorum",
                "x-delivery-limit": DELIVERIES,
                "x-dead-letter-exchange": "",
                "x-dead-letter-routing-key": dead,
                "x-dead-letter-strategy": "at-least-once",
                "x-overflow": "reject-publish",
            },
        )
    )
    topology.bindings.append((dead, topology.parked, dead))
    for type_ in sorted(types):
        exchange = topology.private if type_ in private else topology.events
        topology.bindings.append((inbox, exchange, type_))
    return topology
