"""One transaction: documents change, events join the outbox, all of it commits or none of it.

A unit of work gathers writes and sends them in one round trip (MongoDB 8's bulkWrite over several collections), many
inserts by collection, which costs the server half, and very many writes in several requests, between which the server
answers others; reads see what the unit wrote. It runs its function again when another transaction came first, within a
deadline of its own: PyMongo's `with_transaction` would go on for 120 s, longer than any reader waits for a page.
"""

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

from pymongo import DeleteOne, InsertOne, MongoClient, UpdateOne
from pymongo.client_session import ClientSession
from pymongo.database import Database
from pymongo.errors import PyMongoError
from pymongo.write_concern import WriteConcern

from kit import metrics, orphans, outbox
from kit.errors import Stale, Unavailable, is_duplicate, is_transient
from kit.event import Event, Fact

Result = TypeVar("Result")
MAJORITY = WriteConcern("majority")
MANY = 50
"""Writes from which a round trip of their own costs less than what it saves."""
INSERTS, UPDATES = 250, 25
"""Of each at most in one request: where cores are few, whoever else asks waits for all of a long one."""


class Work:
    """What commands and effects write through. `now` is the moment at which all of it happens."""

    def __init__(
        self, database: Database, session: ClientSession, now: datetime, cause: Mapping[str, str], attempt: int = 0
    ) -> None:
        self.database, self.session, self.now, self.cause = database, session, now, cause
        self.attempt = attempt
        self.notes: dict[str, Any] = {}  # what one reaction has read and a later one need not read again
        self._inserts: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
        self._updates: list[UpdateOne | DeleteOne] = []
        self._guards: list[UpdateOne] = []
        self.round_trips = 0

    def insert(self, collection: str, document: Mapping[str, Any]) -> None:
        self._inserts[collection].append(document)

    def update(self, collection: str, key: Any, update: Any, *, upsert: bool = False) -> None:
        """Update the document whose _id is `key`, or the one that `key` matches if it is a filter.

        `update` is a document of update operators or an aggregation pipeline.
        """
        where = key if isinstance(key, dict) else {"_id": key}
        self._updates.append(UpdateOne(where, update, upsert=upsert, namespace=self._namespace(collection)))

    def delete(self, collection: str, key: Any) -> None:
        """Delete the document whose _id is `key`, if there is one."""
        self._updates.append(DeleteOne({"_id": key}, namespace=self._namespace(collection)))

    def guard(self, collection: str, key: Mapping[str, Any], update: Mapping[str, Any]) -> None:
        """An update that must find its document: otherwise the unit fails as Stale, and runs again."""
        self._guards.append(UpdateOne(dict(key), update, namespace=self._namespace(collection)))

    def change(self, collection: str, document: Mapping[str, Any], update: Mapping[str, Any]) -> int:
        """Update an aggregate if it still has the version that was read; returns its next version."""
        increment = {**update, "$inc": {**update.get("$inc", {}), "version": 1}}
        self.guard(collection, {"_id": document["_id"], "version": document["version"]}, increment)
        return document["version"] + 1

    def emit(
        self,
        fact: Fact,
        data: Mapping[str, Any],
        *,
        aggregate: str,
        sequence: int,
        private: bool = False,
        because: Event | None = None,
        at: datetime | None = None,
    ) -> str:
        """Add an event to the outbox; returns its id.

        `sequence` is the version that it gave the aggregate; `because` is the event that an effect answers; `at` is
        when it happened, if not now: what is imported happened before.
        """
        cause = because.as_cause() if because else self.cause
        row = outbox.row(fact, data, cause, at or self.now, aggregate=aggregate, sequence=sequence, private=private)
        self.insert(outbox.COLLECTION, row)
        return row["_id"]

    def find(self, collection: str, where: Mapping[str, Any], **options: Any) -> Iterator[dict[str, Any]]:
        """Documents as this unit sees them, its own writes included; options are those of pymongo's find."""
        self.flush()
        self.round_trips += 1
        return self.database[collection].find(where, session=self.session, **options)

    def find_one(self, collection: str, key: Any, **options: Any) -> dict[str, Any] | None:
        where = key if isinstance(key, dict) else {"_id": key}
        return next(iter(self.find(collection, where, limit=1, **options)), None)

    def flush(self) -> None:
        """Send what was gathered: guards, then inserts, then updates; Stale when a guarded update found nothing."""
        guards, inserts, updates = self._guards, self._inserts, self._updates
        self._guards, self._inserts, self._updates = [], defaultdict(list), []
        rows = {collection: documents for collection, documents in inserts.items() if len(documents) > MANY}
        few = [self._insert(name, one) for name in inserts if name not in rows for one in inserts[name]]
        if rows or len(few) + len(updates) > MANY:  # what answers guards has a line for each write: keep it short
            self._send(guards, guarded=len(guards))
            guards = []
        for collection, documents in rows.items():
            for some in _slices(documents, INSERTS):
                self.round_trips += 1
                self.database[collection].insert_many(some, session=self.session)
        first, *more = _slices(few + updates, UPDATES) or [[]]
        self._send(guards + first, guarded=len(guards))
        for some in more:
            self._send(some)

    def _send(self, writes: list[Any], guarded: int = 0) -> None:
        if not writes:
            return
        self.round_trips += 1
        done = self.database.client.bulk_write(writes, session=self.session, verbose_results=bool(guarded))
        if any(done.update_results[index].matched_count != 1 for index in range(guarded)):
            raise Stale("an aggregate changed meanwhile")

    def _insert(self, collection: str, document: Mapping[str, Any]) -> InsertOne:
        return InsertOne(document, namespace=self._namespace(collection))

    def _namespace(self, collection: str) -> str:
        return f"{self.database.name}.{collection}"

    def run(self, function: Callable[["Work"], Result]) -> Result:
        """Run the function and commit; leaving by an exception aborts."""
        # no read concern: on a replica set a transaction reads one snapshot anyway, and a bulkWrite may come first
        with self.session.start_transaction(write_concern=MAJORITY):
            result = function(self)
            self.flush()
        metrics.ROUND_TRIPS.inc(self.round_trips + 1)
        return result


def _slices(writes: list[Any], most: int) -> list[list[Any]]:
    return [writes[start : start + most] for start in range(0, len(writes), most)]


def once(
    database: Database,
    function: Callable[[Work], Result],
    *,
    now: datetime | None = None,
    cause: Mapping[str, str] | None = None,
    attempt: int = 0,
) -> Result:
    """One attempt at one transaction; raises what the database raised, unretried."""
    now = now or datetime.now(UTC)
    now = now.replace(microsecond=now.microsecond // 1000 * 1000)  # as precise as the database keeps it
    with database.client.start_session(causal_consistency=False) as session:
        orphans.note(database, session)
        return Work(database, session, now, cause or {}, attempt).run(function)


def transact(
    database: Database,
    function: Callable[[Work], Result],
    *,
    deadline: float,
    now: datetime | None = None,
    cause: Mapping[str, str] | None = None,
) -> Result:
    """Run `function(work)` in a transaction, again while others come first, for at most `deadline` seconds.

    The function may run several times, and an earlier run may even have been committed when the connection broke
    during the commit: `work.attempt` > 0 tells it to look whether its work is done (see idempotency.answer_once).
    Raises Unavailable at the deadline.
    """
    until = time.monotonic() + deadline
    attempt = 0
    while True:
        try:
            if attempt and attempt % 10 == 0:  # half a second of conflicts: with somebody who died?
                orphans.end(database)
            return once(database, function, now=now, cause=cause, attempt=attempt)
        except (PyMongoError, Stale) as error:
            if not (is_transient(error) or is_duplicate(error)):
                raise
            attempt += 1
            pause = random.uniform(0, min(0.2, 0.002 * 2**attempt))
            if time.monotonic() + pause > until:
                raise Unavailable("The database is busy or away; nothing was lost, ask again in a moment") from error
            time.sleep(pause)


def connect(url: str, *, deadline: float = 5.0, pool: int = 20) -> MongoClient:
    """A client whose waits end within the deadline; not to be shared across a fork."""
    milliseconds = int(deadline * 1000)
    return MongoClient(
        url,
        tz_aware=True,
        maxPoolSize=pool,
        serverSelectionTimeoutMS=milliseconds,
        connectTimeoutMS=milliseconds,
        socketTimeoutMS=milliseconds * 4,
        retryWrites=True,
        appname="bascule",
    )
