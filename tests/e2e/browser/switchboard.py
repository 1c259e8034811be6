"""A switchboard between a gateway and the services: who draws a page calls through it, and it notes each call."""

import time
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
from embedded.house import House
from embedded.services import SERVICES

from tests.gateway import free_port, gateway
from tests.serving import serving

PAUSE = 0.1
"""Seconds by which each answer is held back, so that calls side by side can be told from calls in turn."""


@dataclass
class Call:
    """`began` and `ended` in seconds of the monotonic clock."""

    method: str
    path: str
    bearer: str
    began: float
    ended: float = 0.0


@dataclass
class Switchboard:
    """`address` is the gateway that calls through it."""

    address: str = ""
    calls: list[Call] = field(default_factory=list)

    def taken(self) -> list[Call]:
        """The calls since it was last asked."""
        taken, self.calls[:] = list(self.calls), []
        return taken


def in_turn(calls: list[Call]) -> int:
    """How many of them had to wait for each other: 1 when all were made side by side."""
    waves, ended = 0, float("-inf")
    for call in sorted(calls, key=lambda one: one.began):
        if call.began >= ended:
            waves, ended = waves + 1, float("inf")
        ended = min(ended, call.ended)
    return waves


@contextmanager
def switchboard(house: House, pause: float = PAUSE, away: Collection[str] = ()) -> Iterator[Switchboard]:
    """A gateway of its own beside the house's, whose every call is noted; the paths `away` are answered by 503."""
    board, port = Switchboard(), free_port()
    servers = {name: _server(board, f"http://127.0.0.1:{house.ports[name]}", pause, away) for name in SERVICES}
    board.address = f"http://127.0.0.1:{port}"
    with ExitStack() as stack:
        ports = {name: stack.enter_context(serving(server)) for name, server in servers.items()}
        urls = {f"BASCULE_{name.upper()}_URL": f"http://127.0.0.1:{one}" for name, one in ports.items()}
        stack.enter_context(gateway("pages", port, **house.env | urls))
        yield board


def _server(board: Switchboard, target: str, pause: float, away: Collection[str]) -> ThreadingHTTPServer:
    client = httpx.Client(base_url=target, timeout=20)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            call = Call(self.command, self.path, self.headers.get("Authorization", ""), time.monotonic())
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            answer = client.request(self.command, self.path, headers=dict(self.headers), content=body)
            time.sleep(pause)
            call.ended = time.monotonic()
            board.calls.append(call)
            self.send_response(503 if self.path.partition("?")[0] in away else answer.status_code)
            self.send_header("Content-Type", answer.headers.get("Content-Type", ""))
            self.send_header("Content-Length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

        def log_message(self, *_: object) -> None:
            pass

    return ThreadingHTTPServer(("127.0.0.1", 0), Handler)
