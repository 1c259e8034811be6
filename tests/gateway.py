"""What tests of the gateway share: its processes, the events that it reads, and a browser's ear for live streams."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpx
from joserfc import jwt
from joserfc.jwk import KeySet, OKPKey
from kit.broker import Connection, Message, Publisher
from kit.event import new_id, to_headers
from kit.topology import common
from tenacity import retry, retry_if_exception_type, stop_after_delay, wait_fixed

from tests.serving import serving

COURSE = "innovation-publique"
BELL = "org.bascule.notifications.notification.raised.v1"
FIGURES = "org.bascule.reporting.figures.updated.v1"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def bell(*recipients: str, title: str = "Une réponse", course: str = COURSE) -> dict[str, Any]:
    about = {"type": "discussion", "id": "d1", "title": title}
    return {"course": course, "kind": "post", "recipients": list(recipients), "about": about, "actor": "boris"}


def figures(enrolled: int, course: str = COURSE) -> dict[str, Any]:
    return {"course": course, "figures": {"enrolled": enrolled, "continents": {"europe": enrolled}}}


@contextmanager
def gateway(what: str, port: int, **settings: str) -> Iterator[subprocess.Popen]:
    """One of the gateway's processes, ready; killed in the end, whatever happens."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BASCULE_")} | settings
    command = [sys.executable, "-m", "gateway", what, "--bind", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        _wait_until_ready(process, port)
        yield process
    finally:
        kill(process)


def kill(process: subprocess.Popen) -> None:
    """With its children, as a power cut would."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@retry(
    retry=retry_if_exception_type((httpx.HTTPError, AssertionError)), stop=stop_after_delay(30), wait=wait_fixed(0.1)
)
def _wait_until_ready(process: subprocess.Popen, port: int) -> None:
    if process.poll() is not None:
        raise RuntimeError(f"it left with {process.returncode}")
    assert httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=2).status_code == 200


class Newspaper:
    """Publishes events as the services' relays do."""

    def __init__(self, amqp_url: str, namespace: str) -> None:
        self._connection, self._topology = Connection(amqp_url, "test"), common(namespace)
        self._connection.declare(self._topology)
        self._publisher = Publisher(self._connection)

    def publish(self, type_: str, *data: Any) -> None:
        messages = [self._message(type_, one) for one in data]
        assert len(self._publisher.send(messages).confirmed) == len(messages)

    def publish_junk(self, body: bytes, type_: str = BELL) -> None:
        headers = {**self._message(type_, {}).headers}
        self._publisher.send([Message(new_id(), self._topology.events, type_, headers, body)])

    def close(self) -> None:
        self._connection.close()

    def _message(self, type_: str, data: Any) -> Message:
        row: dict[str, Any] = {"_id": new_id(), "type": type_, "source": "test", "time": datetime.now(UTC)}
        row |= {"aggregate": "a", "sequence": 1, "correlation": new_id()}
        return Message(row["_id"], self._topology.events, type_, to_headers(row), json.dumps(data).encode())


@dataclass
class Heard:
    """One Server-Sent Event."""

    name: str
    data: Any
    id: str


@dataclass
class Ear:
    """Follows a live stream as a browser does; `last` is what it would send to resume."""

    url: str
    headers: dict[str, str] = field(default_factory=dict)
    last: str = ""

    def hears(self, count: int, patience: float = 10.0, course: str = COURSE) -> list[Heard]:
        """The next events; connects, and leaves when it has them. Raises AssertionError when fewer came in time."""
        heard: list[Heard] = []
        with self.open(course) as events:
            until = time.monotonic() + patience
            while len(heard) < count:
                assert time.monotonic() < until, f"only {heard} came"
                heard.append(next(events))
        return heard

    @contextmanager
    def open(self, course: str = COURSE) -> Iterator[Iterator[Heard]]:
        """Entered once the stream has said where it is, so that nothing told from then on is missed."""
        headers = self.headers | ({"Last-Event-ID": self.last} if self.last else {})
        address = f"{self.url}/stream?course={course}"
        with httpx.stream("GET", address, headers=headers, timeout=httpx.Timeout(5, read=10)) as response:
            assert response.status_code == 200, response.read()
            lines = response.iter_lines()
            assert next(lines) == "retry: 2000"
            next(lines)
            yield self._events(lines)

    def _events(self, lines: Iterator[str]) -> Iterator[Heard]:
        fields: dict[str, str] = {}
        for line in lines:
            name, _, value = line.partition(": ")
            if line:
                fields[name] = value
                continue
            self.last = fields.get("id", self.last)
            if "data" in fields:
                yield Heard(fields.get("event", "message"), json.loads(fields["data"]), self.last)
            elif "id" in fields:
                yield Heard("", None, self.last)
            fields = {}


class Signer:
    """Stands in for enrolment: signs tokens, and serves the key set by which they are verified."""

    def __init__(self) -> None:
        self._key = OKPKey.generate_key("Ed25519", {"kid": "k1"})
        keys = json.dumps(KeySet([self._key]).as_dict(private=False)).encode()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.end_headers()
                self.wfile.write(keys)

            def log_message(self, *_: object) -> None:
                pass

        self._serving = ExitStack()
        port = self._serving.enter_context(serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)))
        self.url = f"http://127.0.0.1:{port}/jwks.json"

    def token(self, person: str, lasts: float = 600) -> str:
        claims = {"iss": "bascule", "sub": person, "exp": int(time.time() + lasts), "courses": {COURSE: ["learner"]}}
        return jwt.encode({"alg": "Ed25519", "kid": "k1"}, claims, self._key, algorithms=["Ed25519"])

    def close(self) -> None:
        self._serving.close()
