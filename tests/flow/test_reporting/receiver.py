"""A web server that notes what it is sent, and answers as it is told to: 204, another status, or nothing at all."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.serving import serving


class Receiver:
    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []
        """Statuses of the next answers; 204 once there are none left."""
        self.hangs, self.released = False, threading.Event()
        self.paths: list[str] = []

    @property
    def events(self) -> list[dict[str, Any]]:
        bodies = [json.loads(body) for _, body in self.got]
        return [one for body in bodies for one in (body if isinstance(body, list) else [body])]


@contextmanager
def receiver() -> Iterator[tuple[Receiver, str]]:
    """The receiver and its address."""
    noted = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            noted.paths.append(self.path)
            if noted.hangs:
                noted.released.wait(20)
            status = noted.answers.pop(0) if noted.answers else 204
            if status < 300:
                noted.got.append((dict(self.headers), body))
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as port:
        try:
            yield noted, f"http://127.0.0.1:{port}"
        finally:
            noted.released.set()
