"""Three RabbitMQ nodes on one machine, one cluster: what several hosts have, small enough to be broken in a test."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from embedded.rabbitmq import RabbitMQ

NAMES = ("a", "b", "c")


class Node(RabbitMQ):
    """One of several; they share a cookie and the first one's port mapper."""

    patience = 180.0

    def __init__(self, folder: Path, name: str, cookie: str, first: "Node | None" = None) -> None:
        super().__init__(folder / name)
        self.node, self._cookie, self._first = f"{name}@localhost", cookie, first

    def environment(self) -> dict[str, str]:
        mapper = (self._first or self).ports["epmd"]
        return super().environment() | {"RABBITMQ_NODENAME": self.node, "ERL_EPMD_PORT": str(mapper)}

    def prepare(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        cookie = self.folder / ".erlang.cookie"
        if not cookie.exists():
            cookie.write_text(self._cookie)
        super().prepare()
        with (self.folder / "rabbitmq.conf").open("a") as configuration:
            configuration.write("cluster_formation.peer_discovery_backend = classic_config\n")
            for number, name in enumerate(NAMES, 1):
                configuration.write(f"cluster_formation.classic_config.nodes.{number} = {name}@localhost\n")

    def _map_ports(self) -> None:
        if self._first is None:
            super()._map_ports()


class Cluster:
    def __init__(self, folder: Path) -> None:
        cookie = secrets.token_hex(16)
        first = Node(folder, "a", cookie)
        self.nodes = [first, *(Node(folder, name, cookie, first) for name in NAMES[1:])]

    def leader_of(self, queue: str, asked: Node) -> Node:
        """The node that leads a quorum queue, as another tells."""
        rows = asked.ctl("list_queues", "name", "leader").splitlines()
        leaders: dict[str, str] = dict(row.split("\t")[:2] for row in rows if "\t" in row)
        return next(node for node in self.nodes if node.node == leaders[queue])


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    made: Any = Cluster(folder)
    try:
        for node in made.nodes:
            node.start()
        yield made
    finally:
        for node in reversed(made.nodes):
            node.stop()
