"""What the embedded broker and the embedded database have in common: start, answer, be killed, start again.

`start` returns when the server answers, on the ports and the data of last time; `kill` is the power cut that the
fault tests need; `stop` is the polite end. All three may be called in any order and any number of times.
"""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Self

from tenacity import RetryCallState, RetryError, Retrying, retry_if_exception_type, stop_after_delay, wait_fixed

from .leash import EmbeddedError, end, last_words, spawn
from .place import Place

Progress = Callable[[float], None]


class NotYetError(Exception):
    """The server runs but does not answer as it should; asking again helps."""


def knock(port: int) -> None:
    """See whether anybody listens: cheaper and quieter than a client library's failed attempt."""
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError as error:
        raise NotYetError(str(error)) from error


class Server:
    name = ""
    port_names: tuple[str, ...] = ()
    usual_seconds = 1.0
    patience = 90.0

    def __init__(self, folder: Path):
        self.place = Place(folder)
        self.folder = self.place.folder
        self.log = self.folder / "log" / "start.log"
        self._process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        raise NotImplementedError

    def command(self) -> list[str]:
        raise NotImplementedError

    def environment(self) -> dict[str, str]:
        return dict(os.environ)

    def greet(self) -> None:
        """Talk to the server as a client would; raise NotYetError while it is too early."""
        raise NotImplementedError

    @cached_property
    def ports(self) -> dict[str, int]:
        return self.place.ports(*self.port_names)

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process and self._process.poll() is None else None

    def start(self, progress: Progress | None = None) -> Self:
        """Start it if it does not run, and wait until it answers; `progress` is told the share done, from 0 to 1."""
        if self.pid is None:
            keep = self.place.hold()
            self.prepare()
            self._process = spawn(self.command(), self.environment(), self.log, keep=[keep])
        try:
            self._wait_for_an_answer(progress or (lambda share: None))
        except EmbeddedError:
            self.stop()
            raise
        return self

    def prepare(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)

    def _wait_for_an_answer(self, progress: Progress) -> None:
        began = time.monotonic()

        def tell(state: RetryCallState) -> None:
            progress(min((time.monotonic() - began) / self.usual_seconds, 0.95))

        try:
            for attempt in Retrying(
                retry=retry_if_exception_type(NotYetError),
                stop=stop_after_delay(self.patience),
                wait=wait_fixed(0.05),
                before_sleep=tell,
            ):
                with attempt:
                    self._greet_if_alive()
        except RetryError as error:
            raise EmbeddedError(f"{self.name} did not answer within {self.patience:.0f} s: see {self.log}.") from error
        progress(1.0)

    def _greet_if_alive(self) -> None:
        if self.pid is None:
            raise EmbeddedError(f"{self.name} ended while starting; its last words:\n{last_words(self.log)}")
        self.greet()

    def kill(self) -> None:
        """SIGKILL to the server itself, as a crash would; the folder stays ours."""
        if self.pid is not None:
            os.kill(self.pid, signal.SIGKILL)
        if self._process is not None:
            self._process.wait()

    def stop(self) -> None:
        """Let it finish in order; returns when it is gone and the folder is free."""
        if self.pid is not None:
            os.kill(self.pid, signal.SIGTERM)
        if self._process is not None:
            end(self._process, patience=15)
        self._process = None
        self.place.release()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()
