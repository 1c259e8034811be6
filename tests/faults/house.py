"""The house that the fault tests break: servers of its own, and its services as real processes, killed by name.

Forum answers requests, and each of three services has its relay and its worker. Nobody needs enrolment: a key set is
served for the tests' own tokens, and a course is put where forum would have learnt of it. Each test has a course of
its own, so that one house serves them all; `whole` makes it sound again before the next test.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from embedded.place import Place
from embedded.processes import Processes
from embedded.services import environment, everything, ports
from kit import service
from kit.broker import Connection, Deliveries, Message, Publisher
from kit.event import new_id
from kit.settings import Settings
from kit.testing import Signer, eventually
from kit.unit_of_work import connect
from pymongo.database import Database

from tests.conftest import PrivateServers
from tests.keys import served

SERVICES = ("forum", "notifications", "reporting")
RUNNING = ("forum-web", *(f"{name}-{role}" for name in SERVICES for role in ("relay", "worker")))
NAMESPACE = "faults"
TAMPERED = Path(__file__).with_name("tampered.py")


class House:
    """A context manager; `env` is what its processes find in their environment."""

    def __init__(self, servers: PrivateServers, folder: Path) -> None:
        self.rabbitmq, self.mongo = servers.rabbitmq, servers.database
        self.signer = Signer()
        given = ports(folder)
        self.url = f"http://127.0.0.1:{given['forum']}"
        self.urls = [self.url]
        self._another_port = Place(folder).ports("forum-2")["forum-2"]
        self._keys = ExitStack()
        jwks = {"BASCULE_JWKS_URL": self._keys.enter_context(served(self.signer))}
        self.env = environment(servers.urls, given, folder, NAMESPACE) | jwks
        self.settings = Settings(servers.urls.amqp, servers.urls.mongo, NAMESPACE)
        self.processes = Processes(folder)
        self.tasks = {task.name: task for task in everything(self.env, given) if task.name in RUNNING}
        self.services = {name: service.load(name) for name in SERVICES}
        self.topology = self.services["forum"].topology(NAMESPACE)
        self._client = connect(servers.urls.mongo)

    def __enter__(self) -> "House":
        for name, this in self.services.items():
            this.migrate(self.database(name))
            with self.connection() as connection:
                connection.declare(this.topology(NAMESPACE))
        self.whole()
        return self

    def __exit__(self, *_: object) -> None:
        self.processes.stop_all()
        self._keys.close()
        self._client.close()

    def whole(self) -> None:
        """Every server and process of the house runs, and none besides."""
        self.rabbitmq.start()
        self.mongo.start()
        for name in {*self.processes.dead(), *self._strangers()}:
            self.processes.stop(name)
        del self.urls[1:]
        for name in RUNNING:
            if self.processes.pid(name) is None:
                self.processes.start(*self.tasks[name])
        self.processes.wait_for(self.url, timeout=60)

    def _strangers(self) -> list[str]:
        return [name for name in (f"{name}-2" for name in RUNNING) if self.processes.pid(name) is not None]

    def database(self, name: str) -> Database:
        return self._client[self.settings.database(name)]

    def connection(self) -> Connection:
        return Connection(self.settings.amqp_url, "tests")

    def kill_and_restart(self, name: str) -> None:
        """kill -9, and start again as a supervisor would."""
        self.processes.kill(name)
        self.processes.restart(name)

    def start_another(self, name: str, change: str = "") -> None:
        """A second process of the same kind beside the first, as `<name>-2`; perhaps a tampered one."""
        argv = self._argv(name, change)
        if name == "forum-web":
            argv[-1] = f"127.0.0.1:{self._another_port}"
            self.urls.append(f"http://{argv[-1]}")
        self.processes.start(f"{name}-2", argv, self.env)
        if name == "forum-web":
            self.processes.wait_for(self.urls[-1], timeout=60)

    def start_tampered(self, name: str, change: str) -> None:
        """Put a process with one of tampered.py's changes in the place of the real one."""
        self.processes.stop(name)
        self.processes.start(name, self._argv(name, change), self.env)

    def _argv(self, name: str, change: str) -> list[str]:
        argv = self.tasks[name].argv
        return [argv[0], str(TAMPERED), change, *argv[3:]] if change else list(argv)

    def leading_relay(self, name: str) -> str | None:
        """Which of a service's relays holds its lease."""
        lease = self.database(name)["leases"].find_one({"_id": "relay"}) or {}
        pid = (lease.get("holder") or ":0").rpartition(":")[2]
        return next((one for one in (f"{name}-relay", f"{name}-relay-2") if str(self.processes.pid(one)) == pid), None)

    def leaves_by_itself(self, name: str, within: float) -> int:
        """Wait until a process has ended without our doing; returns its exit code."""
        eventually(lambda: name in self.processes.dead(), within)
        return self.processes.dead()[name]

    def terminate(self, name: str) -> tuple[int, float]:
        """SIGTERM; returns the exit code and how many seconds it took to leave."""
        pid = self.processes.pid(name)
        assert pid is not None
        os.kill(pid, signal.SIGTERM)
        began = time.monotonic()
        return self.leaves_by_itself(name, within=12), time.monotonic() - began

    def publish(self, messages: Iterable[Message]) -> None:
        """As a relay would, but whatever it is."""
        messages = list(messages)
        with self.connection() as connection:
            outcome = Publisher(connection).send(messages)
        assert outcome.confirmed == {one.id for one in messages}, outcome

    def message(self, key: str, headers: dict[str, Any], data: Any) -> Message:
        """A message on its way to everyone who is bound to the key."""
        body = data if isinstance(data, bytes) else json.dumps(data).encode()
        return Message(headers.get("cloudEvents_id", new_id()), self.topology.events, key, headers, body)

    def parked(self) -> dict[str, list[str]]:
        """The ids of the parked messages, by service; nothing is taken out."""
        with self.connection() as connection:
            shelves = {name: Deliveries(connection, self.topology.dead(name), 1000) for name in SERVICES}
            found = {name: [one.id for one in shelf.take(1000, 0.2, linger=0.1)] for name, shelf in shelves.items()}
        return {name: ids for name, ids in found.items() if ids}

    def bascule(self, *arguments: str, change: str = "") -> str:
        """What an operator's command prints; perhaps a tampered one."""
        program = [str(TAMPERED), change] if change else ["-m", "kit"]
        done = subprocess.run(
            [sys.executable, *program, *arguments],
            env=os.environ | self.env | {"COLUMNS": "200"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, f"bascule {' '.join(arguments)}: {done.stderr}"
        return done.stdout
