"""The whole house in one folder: broker, database, services and gateway, started side by side and stopped in order.

Processes start while the broker still boots, since they wait for it by themselves; the collections exist before any
service does, and the queues before any event. What the folder holds from last time is used again. Nothing outlives
the one who started the house, however that one ends.
"""

import os
import shutil
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Self

from kit import service
from kit.broker import Connection
from kit.migrations import bring_up_to_date
from kit.settings import DEFAULT_NAMESPACE, Settings
from kit.unit_of_work import connect
from pymongo.database import Database

from .attendance import Attendance
from .place import Place
from .processes import Processes
from .server import Server
from .servers import NamedProgress, needed, urls
from .services import SERVICES, environment, everything, ports
from .waiting import until

PATIENCE = 60.0
Starting = dict[str, Future[Server]]


class House:
    """A context manager; `port` is where the pages are served, any free one when it is None."""

    def __init__(self, folder: Path, port: int | None = None) -> None:
        self.folder = Path(folder).resolve()
        self._place = Place(self.folder)
        lock = self._place.hold()
        self._servers = needed(self.folder)
        for server in self._servers.values():
            server.place.hold()  # before its ports are looked up: what is taken then is taken by others
        self.urls = urls(self._servers)
        self.ports = ports(self.folder, **({"pages": port} if port else {}))
        self.namespace = os.environ.get("BASCULE_NAMESPACE", DEFAULT_NAMESPACE)
        self.env = environment(self.urls, self.ports, self.folder, self.namespace)
        self.env["TMPDIR"] = str(_emptied(self.folder / "tmp"))
        self.processes = Processes(self.folder, keep=[lock])
        self.settings = Settings(*self.urls, self.namespace, public_url=self.env["BASCULE_PUBLIC_URL"])
        self.mongo = connect(self.urls.mongo)

    @property
    def address(self) -> str:
        return self.settings.public_url

    @property
    def mail(self) -> Path:
        return self.folder / "mail"

    def database(self, name: str) -> Database:
        return self.mongo[self.settings.database(name)]

    def inbox(self, name: str) -> str:
        return service.load(name).topology(self.namespace).inbox(name)

    def start(self, progress: NamedProgress) -> None:
        """Return when everybody is at work; `progress` is told who starts, and the share done, from 0 to 1."""
        with ThreadPoolExecutor(max_workers=2) as pool:
            starting = {
                kind: pool.submit(server.start, partial(progress, server.name))
                for kind, server in self._servers.items()
            }
            try:
                self._start_processes(starting)
                _wait_for(starting, "amqp")
            except BaseException:  # also Ctrl-C: nobody waits for a server that nobody will use
                self._stop_servers()
                raise
        self._make_queues()
        self._wait_until_at_work(progress)

    def _start_processes(self, starting: Starting) -> None:
        tasks = everything(self.env, self.ports)
        without_database = [task for task in tasks if task.name.startswith("gateway-")]
        for task in without_database:
            self.processes.start(*task)
        _wait_for(starting, "mongo")
        self._make_collections()
        for task in tasks:
            if task not in without_database:
                self.processes.start(*task)

    def _make_collections(self) -> None:
        for name in SERVICES:
            bring_up_to_date(service.load(name), self.database(name))

    def _make_queues(self) -> None:
        with Connection(self.urls.amqp, "migrate") as connection:
            for name in SERVICES:
                connection.declare(service.load(name).topology(self.namespace))

    def _wait_until_at_work(self, progress: NamedProgress) -> None:
        attendance = Attendance(self)
        until(lambda: attendance.is_complete(progress), PATIENCE, otherwise=attendance)

    def revive(self) -> dict[str, str]:
        """Start again what ended by itself; who it was, and how it ended."""
        ended = {name: f"exit code {code}" for name, code in self.processes.revive().items()}
        for server in self._servers.values():
            if server.pid is None:
                server.start()
                ended[server.name] = "it was gone"
        return ended

    def stop(self) -> None:
        """Processes first, each finishing what it is at; then the servers."""
        self.processes.stop_all()
        self.mongo.close()
        self._stop_servers()
        self._place.release()

    def _stop_servers(self) -> None:
        for server in self._servers.values():
            server.stop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder


def _wait_for(starting: Starting, kind: str) -> None:
    if kind in starting:
        starting[kind].result()
