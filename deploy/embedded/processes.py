"""The processes of a run, by name: started, watched, killed and stopped together.

Each writes to `<folder>/log/<name>.log`. A process is killed with everything that it started (gunicorn has a master
and workers), and none outlives the run, however the run ends.
"""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Self

import httpx
from tenacity import RetryError, Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

from .leash import EmbeddedError, end, kill_group, last_words, spawn

PATIENCE = 12.0  # a worker may take 10 s to finish its batch


class NotReadyError(Exception):
    """The address answers, but not yet with 200."""


class Task(NamedTuple):
    """One process of the house: what `Processes.start` takes."""

    name: str
    argv: list[str]
    env: dict[str, str]


class Processes:
    def __init__(self, folder: Path, keep: Sequence[int] = ()):
        """Descriptors in `keep` stay open in every process: a lock, say, that is to be held as long as one runs."""
        self.folder = Path(folder).resolve()
        self._keep = tuple(keep)
        self._tasks: dict[str, Task] = {}
        self._running: dict[str, subprocess.Popen] = {}

    def start(self, name: str, argv: Sequence[str], env: Mapping[str, str] | None = None) -> None:
        """Start a process under a name; `env` is laid over our own environment."""
        if self.pid(name) is not None:
            raise EmbeddedError(f"{name} is already running.")
        self._tasks[name] = Task(name, list(argv), dict(env or {}))
        self._running[name] = spawn(argv, os.environ | self._tasks[name].env, self.log(name), self._keep)

    def restart(self, name: str) -> None:
        """Start again what was killed, stopped or has ended, as it was started before."""
        self.start(*self._tasks[name])

    def revive(self) -> dict[str, int]:
        """Start again those that ended by themselves, what they had started being ended too; with their exit codes."""
        ended = self.dead()
        for name in ended:
            self.stop(name)
            self.restart(name)
        return ended

    def log(self, name: str) -> Path:
        return self.folder / "log" / f"{name}.log"

    def pid(self, name: str) -> int | None:
        process = self._running.get(name)
        return process.pid if process and process.poll() is None else None

    def kill(self, name: str) -> None:
        """SIGKILL to the process and all that it started, as a crash would."""
        kill_group(self._running.pop(name))

    def stop(self, name: str) -> None:
        self._stop([name])

    def stop_all(self) -> None:
        """SIGTERM to all at once; whoever still runs after 12 seconds is killed."""
        self._stop(list(self._running))

    def _stop(self, names: list[str]) -> None:
        for name in names:
            if (pid := self.pid(name)) is not None:
                os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        for name in names:
            end(self._running.pop(name), patience=deadline - time.monotonic())

    def dead(self) -> dict[str, int]:
        """Those that ended by themselves, with their exit codes."""
        return {name: code for name, process in self._running.items() if (code := process.poll()) is not None}

    def must_live(self) -> None:
        """Raise EmbeddedError with the last words of one that has ended by itself."""
        for name, code in self.dead().items():
            words = last_words(self.log(name))
            raise EmbeddedError(f"{name} ended with exit code {code}; the end of {self.log(name)}:\n{words}")

    def wait_for(self, url: str, timeout: float = 20.0) -> None:
        """Return when `<url>/readyz` says 200; raise early, with its last words, when a process has died."""
        address = url.rstrip("/") + "/readyz"
        try:
            for attempt in Retrying(
                retry=retry_if_exception_type((httpx.TransportError, NotReadyError)),
                stop=stop_after_delay(timeout),
                wait=wait_fixed(0.1),
            ):
                with attempt:
                    self._ask(address)
        except RetryError as error:
            reason = error.last_attempt.exception()
            raise EmbeddedError(f"{address} was not ready within {timeout:.0f} s: {reason}") from error

    def _ask(self, address: str) -> None:
        self.must_live()
        response = httpx.get(address, timeout=2, trust_env=False, verify=False)  # nosec B501
        if response.status_code != httpx.codes.OK:
            raise NotReadyError(f"it answers {response.status_code} {response.text[:200]}")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop_all()
