"""What a service is: its name and the parts that the processes need, wired in one place (`<service>/service.py`)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pymongo import IndexModel
from pymongo.database import Database

from kit import fence, following, idempotency, inbox, lateness, lease, migrations, orphans, outbox
from kit.installed import must_be_installed, points
from kit.migrations import Migration
from kit.reactions import Reactions
from kit.topology import Topology, of_service

if TYPE_CHECKING:
    import click

    from kit.history import Kept
    from kit.settings import Settings

COMMON = {
    module.COLLECTION: module.INDEXES
    for module in (outbox, inbox, idempotency, lease, fence, orphans, migrations, lateness)
}


@dataclass(frozen=True)
class Duty:
    """Something a service does on its own: `run(database, settings)` is called by whichever relay leads, every
    `every` seconds and, unless it goes `by_clock` alone, when something left the outbox. It must be safe to run twice.
    """

    name: str
    run: Callable[[Database, "Settings"], object]
    every: float
    by_clock: bool = False


@dataclass(frozen=True)
class Service:
    """`collections` maps each collection to its indexes; `views` names those among them that a replay rebuilds.

    `history(database)` gives the events of a service that keeps them itself: what it consumes is kept, and a follower
    does the rest; the others replay from the stream.
    `keys(database)` gives the JWK set of the service that issues tokens; the others fetch it.
    `api` names the module whose `blueprint` answers requests: web alone imports it, relays and workers answer none.
    `threads` are those of a web process, unless its command says otherwise.
    """

    name: str
    reactions: Reactions
    collections: Mapping[str, list[IndexModel]]
    api: str = ""
    threads: int = 8
    views: tuple[str, ...] = ()
    migrations: tuple[Migration, ...] = ()
    duties: tuple[Duty, ...] = ()
    tools: tuple["click.Command", ...] = ()
    prepare: Callable[[Database], object] | None = None
    history: Callable[[Database], "Kept"] | None = None
    keys: Callable[[Database], dict[str, Any]] | None = None

    def topology(self, namespace: str) -> Topology:
        return of_service(namespace, self.name, set(self.reactions.facts), self.reactions.private)

    def migrate(self, database: Database) -> None:
        """Make collections and indexes exist; done at deploy, since making them aborts transactions under way."""
        existing = set(database.list_collection_names())
        followed = following.COLLECTIONS if self.history else {}
        for name, indexes in {**COMMON, **followed, **self.collections}.items():
            if indexes:
                database[name].create_indexes(indexes)  # makes the collection, too
            elif name not in existing:
                database.create_collection(name, check_exists=False)
        fence.prepare(database)
        if self.prepare:
            self.prepare(database)

    def seen(self, database: Database, ids: Iterable[str]) -> set[str]:
        """Those of the event ids that have taken effect here, or are kept and will."""
        return self.history(database).seen(ids) if self.history else inbox.seen(database, ids)


def load(name: str) -> Service:
    """The installed service of that name; raises UnknownService naming those that there are."""
    must_be_installed(name)
    return points()[name].load()
