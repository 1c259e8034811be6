"""The two servers that everything needs, from one line: `with servers(folder) as (amqp, mongo)`.

A server whose address is given in BASCULE_AMQP_URL or BASCULE_MONGO_URL is used as it is and neither started nor
stopped; the others start side by side in `folder` and stop in the end.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple

from .database import Database, RoomyDatabase
from .leash import EmbeddedError
from .rabbitmq import RabbitMQ
from .server import Progress, Server

__all__ = [
    "Database",
    "EmbeddedError",
    "Progress",
    "RabbitMQ",
    "RoomyDatabase",
    "Server",
    "Urls",
    "needed",
    "servers",
    "urls",
]

NamedProgress = Callable[[str, float], None]


class Urls(NamedTuple):
    amqp: str
    mongo: str


def needed(folder: Path, database: type[Database] = Database) -> dict[str, Server]:
    """The servers that no address was given for, by kind and not started: each will live in its folder."""
    kinds: dict[str, tuple[type[Server], str]] = {"amqp": (RabbitMQ, "rabbitmq"), "mongo": (database, "database")}
    return {kind: make(Path(folder) / name) for kind, (make, name) in kinds.items() if not _given(kind)}


def urls(ours: Mapping[str, Server]) -> Urls:
    """Where broker and database answer, or will once they are started."""
    return Urls(**{kind: _given(kind) or ours[kind].url for kind in Urls._fields})


@contextmanager
def servers(folder: Path, progress: NamedProgress | None = None, database: type[Database] = Database) -> Iterator[Urls]:
    """Yield both urls; `progress` is told a server's name and the share of its start that is done, from 0 to 1."""
    ours = needed(folder, database)
    with ExitStack() as stack:
        for server in ours.values():
            stack.callback(server.stop)
        _start_side_by_side(list(ours.values()), progress or (lambda name, share: None))
        yield urls(ours)


def _given(kind: str) -> str:
    return os.environ.get(f"BASCULE_{kind.upper()}_URL", "")


def _start_side_by_side(waiting: list[Server], progress: NamedProgress) -> None:
    with ThreadPoolExecutor(max_workers=max(len(waiting), 1)) as pool:
        for started in [pool.submit(server.start, partial(progress, server.name)) for server in waiting]:
            started.result()
