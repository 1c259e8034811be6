"""The pull feed: stored events as lines of JSON, batch by batch, so that a million of them take the memory of one."""

import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from kit.errors import Unavailable
from pymongo.database import Database

from reporting import store
from reporting.domain.feed import line

LOOK_AGAIN = 0.25
HEARTBEAT = 15.0
"""Seconds after which an empty line tells a follower, and what is between, that the connection lives."""
LEFT_FREE = 4
"""Threads of a process that no follower takes: they answer everybody else."""
COME_BACK = 30
"""Seconds after which a follower who found no place may try again."""


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

    @property
    def wanted(self) -> store.Wanted:
        return store.Wanted(self.courses, self.types or None, before=self.before)


def lines(database: Database, asked: Asked) -> Iterator[bytes]:
    """Blocks of whole lines, each a CloudEvent with its cursor; an empty line is a heartbeat."""
    at, left, until = asked.after, asked.limit, time.monotonic() + asked.follow
    beat = time.monotonic()
    while True:
        newest = min(store.position(database), sys.maxsize if asked.until is None else asked.until)
        for batch in store.read(database, at, newest, asked.wanted):
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


class Followers:
    """Readers who stay, each on a thread of this process."""

    def __init__(self) -> None:
        self._here, self._lock = 0, threading.Lock()

    def come(self, threads: int) -> None:
        """Take one of a process's threads. Raises Unavailable when as many are taken as may be."""
        with self._lock:
            if self._here >= max(1, threads - LEFT_FREE):
                full = "As many readers follow as this process has room for: read without follow=1, or come back later"
                raise Unavailable(full, retry_after=COME_BACK)
            self._here += 1

    def leave(self) -> None:
        with self._lock:
            self._here -= 1


followers = Followers()


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
