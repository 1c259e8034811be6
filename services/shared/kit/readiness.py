"""Whether a process can do its work: its database and broker answer. Asked by `/readyz` and by the runners' probes."""

import threading

from pymongo.database import Database
from pymongo.errors import PyMongoError

from kit.broker import BrokerAway, BrokerRefuses, Connection


class Readiness:
    """Keeps one connection to the broker, so that being asked every second costs neither side a handshake."""

    def __init__(self, database: Database, amqp_url: str, name: str) -> None:
        self._database, self._url, self._name = database, amqp_url, f"{name} readiness"
        self._connection: Connection | None = None
        self._lock = threading.Lock()

    def problems(self) -> dict[str, str]:
        """What does not answer and why; empty when ready."""
        found = {}
        try:
            self._database.command("ping")
        except PyMongoError as error:
            found["database"] = type(error).__name__
        try:
            with self._lock:
                self._ask_the_broker()
        except (BrokerAway, BrokerRefuses) as error:
            found["broker"] = str(error)
        return found

    def _ask_the_broker(self) -> None:
        if self._connection is None or not self._connection.alive:
            self._connection = None
            self._connection = Connection(self._url, self._name)
