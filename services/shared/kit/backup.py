"""Saves the whole house, all services at one moment, while people go on writing; and puts it back into an empty one.

What is on its way between two services is in neither's documents, so first the relays are asked to stand still and the
inboxes run empty. Then every database is read as it was at one moment: in one transaction, which sees a snapshot of
all of them. A message that was on its way all the same is told again after a restore, by its row in the outbox, and
takes effect once, by its mark in the inbox. The stream and what was parked are saved too, as messages.

    FOLDER/manifest.json                     what was saved and when, how many of each, and a digest of each file
    FOLDER/<service>/<collection>.bson.gz    documents, as BSON one after the other
    FOLDER/broker/<queue>.bson.gz            messages: id, key, headers, body
"""

import gzip
import hashlib
import json
import os
import socket
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import bson
from bson.raw_bson import RawBSONDocument
from pymongo.client_session import ClientSession
from pymongo.database import Database

from kit import fence, lateness, lease, orphans
from kit.broker import Connection, Deliveries, Delivery
from kit.lease import BEAT, Lease
from kit.service import Service
from kit.settings import Settings
from kit.unit_of_work import connect

FORMAT = 1
MANIFEST = "manifest.json"
EPHEMERAL = {lease.COLLECTION, fence.COLLECTION, orphans.COLLECTION, lateness.COLLECTION}
"""Who works at the moment: of no use to anybody later."""
PATIENCE = 30.0
QUIET = 3
RAW = bson.CodecOptions(document_class=RawBSONDocument)
Progress = Callable[[str], None]


class CannotBackUp(Exception):
    """Nothing usable was saved, or restored; the sentence says why."""


def save(settings: Settings, services: list[Service], folder: Path, progress: Progress) -> dict[str, Any]:
    """Returns the manifest. Raises CannotBackUp, and what pymongo and the broker raise when away."""
    if folder.exists() and any(folder.iterdir()):
        raise CannotBackUp(f"{folder} is not empty: every backup has a folder of its own")
    folder.mkdir(parents=True, exist_ok=True)
    client = connect(settings.mongo_url)
    databases = {one.name: client[settings.database(one.name)] for one in services}
    _must_be_made(databases)
    files: dict[str, dict[str, Any]] = {}
    with standing_still(list(databases.values())) as hold:
        _run_empty(settings, services, hold, progress)
        began = datetime.now(UTC)
        with client.start_session() as session, session.start_transaction():
            for name, database in databases.items():
                files |= _save_database(session, name, database, folder, hold)
                progress(name)
        files |= _save_messages(settings, services, folder, hold)
        progress("broker")
    manifest = {"format": FORMAT, "at": began.isoformat(), "namespace": settings.namespace, "files": files}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2))  # last: without it a backup is none
    return manifest


class standing_still:
    """With the relays of these databases standing still; called now and then, it keeps them so."""

    def __init__(self, databases: list[Database]) -> None:
        me = f"backup {socket.gethostname()}:{os.getpid()}"
        self._leases = [Lease(one, "relay", me) for one in databases]

    def __enter__(self) -> Callable[[], None]:
        for one in self._leases:
            one.claim()
        until = time.monotonic() + PATIENCE
        while not self._hold():
            if time.monotonic() > until:
                self.__exit__()
                raise CannotBackUp(f"the relays did not stand still within {PATIENCE:.0f} s")
            time.sleep(BEAT / 2)
        return self._keep

    def __exit__(self, *_: object) -> None:
        for one in self._leases:
            one.release()

    def _hold(self) -> bool:
        held = [one.hold() for one in self._leases]  # each of them, also after one that is not ours
        return all(held)

    def _keep(self) -> None:
        if not self._hold():
            raise CannotBackUp("a relay has taken over: this process was too slow, try again at a quieter hour")


def _must_be_made(databases: dict[str, Database]) -> None:
    for name, database in databases.items():
        if "outbox" not in database.list_collection_names():
            raise CannotBackUp(f"{name} has no database yet: there is nothing to save")


def _run_empty(settings: Settings, services: list[Service], hold: Callable[[], None], progress: Progress) -> None:
    """Wait until the inboxes have been empty for a while: what was published has then taken effect."""
    until, quiet = time.monotonic() + PATIENCE, 0
    with Connection(settings.amqp_url, "backup") as connection:
        inboxes = [one.topology(settings.namespace).inbox(one.name) for one in services]
        while quiet < QUIET:
            waiting = sum(connection.look_at(inbox)[0] for inbox in inboxes)
            quiet = 0 if waiting else quiet + 1
            if time.monotonic() > until:
                raise CannotBackUp(f"{waiting} messages still wait in the inboxes: are all workers running?")
            hold()
            time.sleep(0.3)
    progress("nothing is on its way")


def _save_database(
    session: ClientSession, name: str, database: Database, folder: Path, hold: Callable[[], None]
) -> dict[str, Any]:
    saved: dict[str, Any] = {}
    for collection in sorted(database.list_collection_names()):
        if collection not in EPHEMERAL and not collection.startswith("system."):
            documents = database.get_collection(collection, codec_options=RAW).find({}, session=session)
            saved |= write(folder, f"{name}/{collection}", (one.raw for one in documents), hold)
    return saved


def _save_messages(
    settings: Settings, services: list[Service], folder: Path, hold: Callable[[], None]
) -> dict[str, Any]:
    saved: dict[str, Any] = {}
    stream = services[0].topology(settings.namespace).stream
    queues = {stream: {"x-stream-offset": "first"}}
    queues |= {one.topology(settings.namespace).dead(one.name): {} for one in services}
    for queue, arguments in queues.items():
        with Connection(settings.amqp_url, "backup") as connection:  # closing it gives back what was parked
            saved |= write(folder, f"broker/{queue}", _messages(connection, queue, arguments), hold)
    return saved


def _messages(connection: Connection, queue: str, arguments: dict[str, Any]) -> Iterator[bytes]:
    deliveries = Deliveries(connection, queue, prefetch=2000, arguments=arguments)
    while batch := deliveries.take(1000, patience=1.0, linger=0.05):
        if arguments:
            deliveries.acknowledge(batch[-1], multiple=True)
        yield from map(_message, batch)


def _message(one: Delivery) -> bytes:
    return bson.encode({"id": one.id, "key": one.key, "headers": one.headers, "body": one.body})


def write(folder: Path, name: str, documents: Iterable[bytes], hold: Callable[[], None]) -> dict[str, Any]:
    """One file of the backup; its line in the manifest."""
    file = folder / f"{name}.bson.gz"
    file.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with gzip.open(file, "wb", compresslevel=3) as out:
        for document in documents:
            out.write(document)
            count += 1
            if count % 500 == 0:
                hold()
    return {name: {"count": count, "sha256": digest(file)}}


def digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
