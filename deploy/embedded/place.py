"""The folder that one embedded server or run lives in: who holds it, and which ports belong to it.

Ports are picked once and remembered, so that a restart keeps its address and its data. They are taken from below the
kernel's range for outgoing connections: otherwise, while a server is down, a client that keeps knocking at its port
may be given that very port and connect to itself. The lock is handed down to the servers: a folder is free again only
when the last of them is gone, so pid files, stale or not, play no role.
"""

import fcntl
import json
import os
import random
import socket
from pathlib import Path

from tenacity import RetryError, Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

from .leash import EmbeddedError

PATIENCE_WITH_THE_DYING = 5.0


class Place:
    def __init__(self, folder: Path):
        self.folder = Path(folder).resolve()
        self._lock: int | None = None

    def hold(self) -> int:
        """Hold the folder for this run; returns the lock's descriptor, for the children to keep too."""
        if self._lock is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            try:
                for attempt in Retrying(
                    retry=retry_if_exception_type(BlockingIOError),
                    stop=stop_after_delay(PATIENCE_WITH_THE_DYING),
                    wait=wait_fixed(0.05),
                ):
                    with attempt:
                        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except RetryError as error:
                self.release()
                raise EmbeddedError(f"{self.folder} is in use by another run: stop that one first.") from error
        return self._lock

    def release(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def ports(self, *names: str) -> dict[str, int]:
        """One port for each name: the remembered one, or a new one where somebody else has taken it."""
        memory = self.folder / "ports.json"
        remembered = _read(memory)
        ports = {name: remembered[name] for name in names if is_free(remembered.get(name))}
        for name in names:
            if name not in ports:
                ports[name] = _pick(set(remembered.values()) | set(ports.values()))
        _write(memory, remembered | ports)
        return ports


def is_free(port: int | None) -> bool:
    if port is None:
        return False
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _pick(avoid: set[int]) -> int:
    outgoing = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    candidates = range(15_000, max(outgoing, 20_000))
    for port in random.sample(candidates, k=200):
        if port not in avoid and is_free(port):
            return port
    raise EmbeddedError("No free port was found on 127.0.0.1.")


def _read(memory: Path) -> dict[str, int]:
    try:
        return json.loads(memory.read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return {}


def _write(memory: Path, ports: dict[str, int]) -> None:
    memory.parent.mkdir(parents=True, exist_ok=True)
    draft = memory.with_suffix(".draft")
    draft.write_text(json.dumps(ports, indent=2))
    draft.replace(memory)
