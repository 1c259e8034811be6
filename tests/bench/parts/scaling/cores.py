"""How many of the machine's cores were busy during a block, whoever kept them so: what limits shows here first."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def busy_cores() -> Iterator[Callable[[], float]]:
    """Yields what tells the mean number of busy cores since, or until the block ended."""
    began, ended = _ticks(), []

    def busy() -> float:
        idle, all_of_them = ((b - a) for a, b in zip(began, ended or _ticks(), strict=True))
        return (os.cpu_count() or 1) * (1 - idle / max(1, all_of_them))

    yield busy
    ended += _ticks()


def _ticks() -> list[int]:
    """Idle (waiting for a disk included), and all: /proc/stat, proc(5)."""
    spent = [int(one) for one in Path("/proc/stat").read_text().splitlines()[0].split()[1:9]]
    return [spent[3] + spent[4], sum(spent)]
