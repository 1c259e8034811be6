"""Puts a backup (see backup.py) back into an empty house, whose relays stand still until all of it is there.

A house that anybody has used is refused: two histories would mix. What had been published but had not taken effect
everywhere goes to the outbox's unsent again; inbox marks see to it that nothing takes effect twice.
"""

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import bson
from bson.raw_bson import RawBSONDocument
from pymongo.database import Database

from kit import following, idempotency, inbox, outbox
from kit.backup import EPHEMERAL, FORMAT, MANIFEST, CannotBackUp, Progress, digest, standing_still
from kit.broker import Connection, Message, Publisher
from kit.history import LACKS
from kit.migrations import COLLECTION as MIGRATIONS
from kit.migrations import bring_up_to_date
from kit.service import Service
from kit.settings import Settings
from kit.unit_of_work import connect

BATCH = 1000
PREPARED = {MIGRATIONS, "keys"}
"""What `bascule migrate` makes before anybody comes; what the backup holds of it takes its place."""
TRACES = {outbox.COLLECTION, inbox.COLLECTION, idempotency.COLLECTION}
"""Whatever anybody does leaves something in one of these."""
OFFSET = "x-stream-offset"


def restore(settings: Settings, services: list[Service], folder: Path, progress: Progress) -> int:
    """Returns how many documents and messages were put back. Raises CannotBackUp."""
    manifest = _read_manifest(settings, folder)
    databases = {one.name: connect(settings.mongo_url)[settings.database(one.name)] for one in services}
    _must_be_whole(manifest, folder, set(databases))
    for one in services:
        _must_be_unused(one.name, databases[one.name])
        bring_up_to_date(one, databases[one.name])
    with standing_still(list(databases.values())) as hold, Connection(settings.amqp_url, "restore") as connection:
        for one in services:
            connection.declare(one.topology(settings.namespace))
            databases[one.name][following.PLACES].delete_many({})  # without a place, a follower waits
        for name in sorted(manifest["files"], key=_is_place):
            where, _, what = name.partition("/")
            if where == "broker":
                _publish(connection, what, _documents(folder, name, dict), hold)
            else:
                _insert(databases[where], what, _documents(folder, name), hold)
            progress(name)
        for one in services:
            bring_up_to_date(one, databases[one.name])  # a backup may come from before there were places
        _tell_again(services, databases)
    return sum(one["count"] for one in manifest["files"].values())


def _is_place(name: str) -> bool:
    return name.endswith(f"/{following.PLACES}")


def _read_manifest(settings: Settings, folder: Path) -> dict[str, Any]:
    file = folder / MANIFEST
    if not file.exists():
        raise CannotBackUp(f"{folder} holds no whole backup: {MANIFEST} is missing")
    manifest = json.loads(file.read_text())
    if manifest["format"] != FORMAT:
        raise CannotBackUp(f"the backup has format {manifest['format']}, this version of Bascule reads {FORMAT}")
    if manifest["namespace"] != settings.namespace:
        raise CannotBackUp(f"the backup is of {manifest['namespace']}, BASCULE_NAMESPACE is {settings.namespace}")
    return manifest


def _must_be_whole(manifest: dict[str, Any], folder: Path, services: set[str]) -> None:
    for name, told in manifest["files"].items():
        file = folder / f"{name}.bson.gz"
        if not file.exists() or digest(file) != told["sha256"]:
            raise CannotBackUp(f"{file} is missing or damaged: this backup cannot be trusted")
        if name.split("/")[0] not in services | {"broker"}:
            raise CannotBackUp(f"the backup holds {name}, and no such service is installed here")


def _must_be_unused(name: str, database: Database) -> None:
    for collection in sorted(set(database.list_collection_names()) - EPHEMERAL - PREPARED):
        most = 0 if collection in TRACES else 1  # a service may prepare a document, as a counter at nought
        if len(list(database[collection].find({}, {"_id": 1}, limit=2))) > most:
            raise CannotBackUp(f"{name} is not empty ({collection}): restore into a house that nobody has used")


def _documents(folder: Path, name: str, read_as: type = RawBSONDocument) -> Iterator[Any]:
    """Documents to insert as they are, byte for byte, or as dicts to look into."""
    options: bson.CodecOptions[Any] = bson.CodecOptions(document_class=read_as)
    with gzip.open(folder / f"{name}.bson.gz") as opened:
        yield from bson.decode_file_iter(opened, options)  # type: ignore[call-overload]


def _insert(database: Database, collection: str, documents: Iterator[Any], hold: Callable[[], None]) -> None:
    database[collection].delete_many({})  # what was prepared
    while batch := [one for _, one in zip(range(BATCH), documents, strict=False)]:
        database[collection].insert_many(batch)
        hold()


def _publish(connection: Connection, queue: str, documents: Iterator[Any], hold: Callable[[], None]) -> None:
    publisher, first = Publisher(connection), True
    while batch := [one for _, one in zip(range(BATCH), documents, strict=False)]:
        messages = [Message(one["id"], "", queue, headers(one["headers"], first), one["body"]) for one in batch]
        first = False
        outcome = publisher.send(messages)
        if outcome.returned or outcome.refused:
            raise CannotBackUp(f"{queue} does not take the messages that were saved of it")
        hold()


def headers(saved: dict[str, Any], first: bool) -> dict[str, Any]:
    """As published, without what the broker added; the first of a stream tells how much was gone before it."""
    kept = {name: value for name, value in saved.items() if name != OFFSET}
    return kept | ({LACKS: saved[OFFSET]} if first and saved.get(OFFSET) else {})


def _tell_again(services: list[Service], databases: dict[str, Database]) -> None:
    """Rows that the broker had, and that some consumer has not made effective."""
    for database in databases.values():
        for rows in _sent(database):
            late = set()
            for one in services:
                due = [row["_id"] for row in rows if row["type"] in one.reactions.facts]
                late |= set(due) - one.seen(databases[one.name], due)
            if late:
                again = {"$set": {"unsent": True}, "$unset": {"sent": ""}}
                database[outbox.COLLECTION].update_many({"_id": {"$in": list(late)}}, again)


def _sent(database: Database) -> Iterator[list[dict[str, Any]]]:
    rows = database[outbox.COLLECTION].find({"sent": {"$exists": True}}, {"type": 1})
    while batch := [one for _, one in zip(range(BATCH), rows, strict=False)]:
        yield batch
