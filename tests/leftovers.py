"""Finds the processes that a run has left behind: every one of ours knows the folder of its run."""

import os
from pathlib import Path

from tenacity import retry, stop_after_delay, wait_fixed


def living_in(folder: Path) -> list[str]:
    """The processes that know the folder, by their environment or their arguments."""
    trace = str(folder).encode()
    return [
        process.name
        for process in Path("/proc").glob("[0-9]*")
        if process.name != str(os.getpid()) and trace in _text(process, "environ") + _text(process, "cmdline")
    ]


def _text(process: Path, name: str) -> bytes:
    try:
        return (process / name).read_bytes()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return b""


@retry(stop=stop_after_delay(10), wait=wait_fixed(0.05), reraise=True)
def nobody_lives_in(folder: Path) -> None:
    assert living_in(folder) == []
