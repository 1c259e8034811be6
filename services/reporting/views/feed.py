"""The pull feed: stored events as lines of JSON, batch by batch, so that a million of them take the memory of one."""

import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kit.errors import TooMany
from pymongo.database import Database

from reporting import store
from reporting.domain.feed import line

LOOK_AGAIN = 0.25
WINDOW = 2_000
"""Positions looked through at once: a few megabytes, and few enough questions to the database."""
HEARTBEAT = 15.0
"""Seconds after which an empty line tells a follower, and what is between, that the connection lives."""
FOLLOWERS = 4
"""Of one process, each on a thread of its own: the other threads answer everybody else."""
_followers = threading.BoundedSemaphore(FOLLOWERS)


@dataclass(frozen=True)
class Asked:
    """What to read: `scope` is what cursors are marked with, no types mean all, a `follow` of seconds keeps waiting."""

    courses: list[str] | None
    scope: str
    types: list[str] = field(default_factory=list)
    after: int = 0
    limit: int | None = None
    follow: float = 0.0
    until: int | None = None
    before: datetime | None = None

    def where(self) -> dict[str, Any]:
        where: dict[str, Any] = {} if self.courses is None else {"course": {"$in": self.courses}}
        where |= {"time": {"$lt": self.before}} if self.before else {}
        return where | ({"type": {"$in": self.types}} if self.types else {})


def lines(database: Database, asked: Asked) -> Iterator[bytes]:
    """Blocks of whole lines, each a CloudEvent with its cursor; an empty line is a heartbeat."""
    at, left, until = asked.after, asked.limit, time.monotonic() + asked.follow
    beat = time.monotonic()
    while True:
        newest = min(store.position(database), sys.maxsize if asked.until is None else asked.until)
        for batch in store.read(database, at, newest, asked.where(), WINDOW):
            shown = batch[:left]
            if shown:
                yield b"".join(line(one, asked.scope) for one in shown)
                beat = time.monotonic()
            left = None if left is None else left - len(shown)
            if left == 0:
                return
        at = max(at, newest)
        if time.monotonic() >= until:
            return
        if time.monotonic() - beat > HEARTBEAT:
            yield b"\n"
            beat = time.monotonic()
        time.sleep(LOOK_AGAIN)


def followed(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Blocks of a reader who stays. Raises TooMany at once when this process has enough of those."""
    if not _followers.acquire(blocking=False):
        raise TooMany("Too many readers follow at once: read without follow=1, or come back in a moment")
    return _released(blocks)


def _released(blocks: Iterator[bytes]) -> Iterator[bytes]:
    with _place():
        yield from blocks


@contextmanager
def _place() -> Iterator[None]:
    try:
        yield
    finally:
        _followers.release()


def packed(blocks: Iterable[bytes], accepted: str) -> tuple[Iterator[bytes], str]:
    """The blocks in the best encoding that the reader accepts, and its name; each block can be read as it arrives."""
    wanted = [part.replace(" ", "").partition(";") for part in accepted.lower().split(",")]
    offered = {name for name, _, weight in wanted if weight not in ("q=0", "q=0.0")}
    if "zstd" in offered:
        return _zstd(blocks), "zstd"
    if "gzip" in offered:
        return _gzip(blocks), "gzip"
    return iter(blocks), ""


def _gzip(blocks: Iterable[bytes]) -> Iterator[bytes]:
    pack = zlib.compressobj(level=6, wbits=31)
    return _flushed(blocks, pack.compress, lambda: pack.flush(zlib.Z_SYNC_FLUSH), pack.flush)


def _zstd(blocks: Iterable[bytes]) -> Iterator[bytes]:
    import zstandard  # only whoever asks for it waits for it

    pack = zstandard.ZstdCompressor(level=3).compressobj()
    return _flushed(blocks, pack.compress, lambda: pack.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK), pack.flush)


def _flushed(
    blocks: Iterable[bytes], pack: Callable[[bytes], bytes], flush: Callable[[], bytes], end: Callable[[], bytes]
) -> Iterator[bytes]:
    for block in blocks:
        yield pack(block) + flush()
    yield end()
