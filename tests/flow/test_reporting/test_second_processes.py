"""A second process at the end of each stream, as docs/examples has it, killed and started again: it misses nothing."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from kit.broker import Connection, Message, Publisher
from kit.event import Event, to_headers
from kit.testing import House, eventually
from reporting.push import deliver
from werkzeug.serving import make_server

from tests.serving import serving

from .conftest import COURSE, Teller, as_role

EXAMPLES = Path(__file__).parents[3] / "docs" / "examples"
LRS = Path(__file__).with_name("record_store.py")


class Program:
    """A program in a process of its own, which writes lines of JSON to a file."""

    def __init__(self, file: Path, script: Path, *words: str, **env: str) -> None:
        self.file, self.command = file, [sys.executable, str(script), *words]
        self.env = os.environ | env
        self.process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self.command, env=self.env, stderr=subprocess.DEVNULL)

    def is_killed_and_started_again(self) -> None:
        self.is_killed()
        self.process = self._start()

    def is_killed(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def ids(self) -> list[str]:
        """Of the whole lines written so far."""
        text = self.file.read_text("utf-8") if self.file.exists() else ""
        return [json.loads(line)["id"] for line in text[: text.rfind("\n") + 1].splitlines()]


@contextmanager
def served(house: House) -> Iterator[str]:
    """Reporting's web on a port of its own."""
    with serving(make_server("127.0.0.1", 0, house.client("reporting").application, threaded=True)) as port:
        yield f"http://127.0.0.1:{port}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def told(teller: Teller, count: int) -> list[str]:
    events = [teller.event("forum.post.published", f"d{n}", discussion=f"d{n}") for n in range(count)]
    teller.takes(*events)
    return [event.id for event in events]


def survives(program: Program, more: Callable[[], list[str]], nudge: Callable[[], object] = lambda: None) -> None:
    """Whatever happens before, during and after two kills is in the file once, and in order."""
    due = more()

    def has_all() -> bool:
        nudge()
        return set(due) <= set(program.ids())

    try:
        eventually(has_all, 60)
        program.is_killed()
        due += more()
        program.process = program._start()
        due += more()
        program.is_killed_and_started_again()
        due += more()
        eventually(has_all, 60)
        assert program.ids() == due
    finally:
        program.is_killed()


def test_who_pulls_misses_nothing(teller: Teller, tmp_path: Path) -> None:
    token = as_role(teller.house, "reporter").post(f"/courses/{COURSE}/consumers", name="x").json["token"]
    file = tmp_path / "events.ndjson"
    with served(teller.house) as url:
        program = Program(file, EXAMPLES / "pull.py", url, COURSE, str(file), BASCULE_TOKEN=token)
        survives(program, lambda: told(teller, 5))


def pushed_to(teller: Teller, url: str, **more: Any) -> tuple[str, Callable[[], object]]:
    """The secret that signs, and how the relay takes its turn."""
    reporter = as_role(teller.house, "reporter")
    consumer = reporter.post(f"/courses/{COURSE}/consumers", name="x").json["id"]
    secret = reporter.put(f"/consumers/{consumer}/destination", url=url, **more).json["secret"]

    def nudge() -> None:
        now = {"$set": {"destination.due": datetime.now(UTC), "destination.attempts": 0}}
        teller.database["consumers"].update_one({"_id": consumer}, now)
        deliver(teller.database, teller.house.settings)

    return secret, nudge


@pytest.mark.parametrize("mode", ["structured", "batched"])
def test_who_is_pushed_to_misses_nothing(teller: Teller, tmp_path: Path, mode: str) -> None:
    port, file = free_port(), tmp_path / "events.ndjson"
    secret, nudge = pushed_to(teller, f"http://127.0.0.1:{port}/", mode=mode)
    survives(Program(file, EXAMPLES / "webhook.py", str(port), secret, str(file)), lambda: told(teller, 5), nudge)


def test_a_learning_record_store_misses_nothing(teller: Teller, tmp_path: Path) -> None:
    port, file = free_port(), tmp_path / "statements.ndjson"
    _, nudge = pushed_to(teller, f"http://127.0.0.1:{port}/xapi", kind="xapi")
    survives(Program(file, LRS, str(port), str(file)), lambda: told(teller, 5), nudge)


def test_who_reads_the_stream_misses_nothing(teller: Teller, tmp_path: Path) -> None:
    settings = teller.house.settings
    stream = teller.house.services["reporting"].topology(settings.namespace).stream
    file = tmp_path / "events.ndjson"
    with Connection(settings.amqp_url, "tests") as connection:
        publisher = Publisher(connection)

        def more() -> list[str]:
            events = [teller.event("forum.post.published", f"d{n}") for n in range(5)]
            assert len(publisher.send([_message(event, settings.namespace) for event in events]).confirmed) == 5
            return [event.id for event in events]

        survives(Program(file, EXAMPLES / "stream.py", settings.amqp_url, stream, str(file)), more)


def _message(event: Event, namespace: str) -> Message:
    row = {name: getattr(event, name) for name in ("type", "source", "time", "aggregate", "sequence", "correlation")}
    headers = to_headers(row | {"_id": event.id})
    return Message(event.id, f"{namespace}.events", event.type, headers, json.dumps(event.data).encode())
