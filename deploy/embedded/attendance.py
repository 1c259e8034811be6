"""Who of the house is at work: web processes answer `/readyz`, relays lead, workers consume.

A process that has started may still be waiting for the broker; whoever measures or shows anything waits for this.
"""

from typing import TYPE_CHECKING

import httpx
import pika

from .servers import NamedProgress
from .services import GATEWAY, SERVICES

if TYPE_CHECKING:
    from .house import House

PROCESSES = "services"


class Attendance:
    """Asks each process until it is at work, and then no more."""

    def __init__(self, house: "House") -> None:
        self._house = house
        self._missing = {
            **{f"{service}-web": house.ports[service] for service in SERVICES},
            **{f"gateway-{half}": house.ports[half] for half in GATEWAY},
            **{f"{service}-{role}": 0 for service in SERVICES for role in ("relay", "worker")},
        }
        self._all = len(self._missing)
        # one client for all: each would load the certificates of the whole world, to ask a neighbour without TLS
        self._client = httpx.Client(timeout=2, trust_env=False, verify=False)  # nosec B501

    def is_complete(self, progress: NamedProgress) -> bool:
        """Look again; raises EmbeddedError when a process has ended."""
        self._house.processes.must_live()
        present = self._who_answers() | self._who_leads() | self._who_consumes()
        self._missing = {name: port for name, port in self._missing.items() if name not in present}
        progress(PROCESSES, 1 - len(self._missing) / self._all)
        return not self._missing

    def __str__(self) -> str:
        return f"Not at work in time: {', '.join(self._missing)}; see {self._house.folder}/log."

    def _who_answers(self) -> set[str]:
        return {name for name, port in self._missing.items() if port and self._is_ready(port)}

    def _is_ready(self, port: int) -> bool:
        try:
            return self._client.get(f"http://127.0.0.1:{port}/readyz").is_success
        except httpx.TransportError:
            return False

    def _who_leads(self) -> set[str]:
        waiting = [name for name in self._missing if name.endswith("-relay")]
        return {name for name in waiting if self._leads(name)}

    def _leads(self, relay: str) -> bool:
        lease = self._house.database(relay.removesuffix("-relay"))["leases"].find_one("relay")
        return lease is not None and str(lease["holder"]).endswith(f":{self._house.processes.pid(relay)}")

    def _who_consumes(self) -> set[str]:
        waiting = [name for name in self._missing if name.endswith("-worker")]
        if not waiting:
            return set()
        connection = pika.BlockingConnection(pika.URLParameters(self._house.urls.amqp))
        channel = connection.channel()
        inboxes = {name: self._house.inbox(name.removesuffix("-worker")) for name in waiting}
        queues = {name: channel.queue_declare(inbox, passive=True).method for name, inbox in inboxes.items()}
        connection.close()
        return {name for name, queue in queues.items() if queue.consumer_count}
