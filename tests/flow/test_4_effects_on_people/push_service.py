"""A real push service of the tests' own: it takes what a browser would, checks the signature, and decrypts."""

import base64
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02

from tests.serving import serving


def _text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


class Browser:
    """Subscribed at this push service; `heard` holds what was pushed to it, `status` is what the service answers."""

    def __init__(self, port: int) -> None:
        self.endpoint = f"http://127.0.0.1:{port}/push/1"
        self.status = 201
        self.heard: list[Any] = []
        self.signed: list[bool] = []
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._secret = b"sixteen bytes ok"

    def subscription(self) -> dict[str, Any]:
        """As PushSubscription.toJSON() gives it."""
        point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        keys = {"p256dh": _text(point), "auth": _text(self._secret)}
        return {"endpoint": self.endpoint, "expirationTime": None, "keys": keys}

    def take(self, headers: Any, body: bytes) -> None:
        self.signed.append(Vapid02.verify(headers["Authorization"]) is not None)
        said = http_ece.decrypt(body, private_key=self._key, auth_secret=self._secret, version="aes128gcm")
        self.heard.append(json.loads(said))


@contextmanager
def push_service() -> Iterator[Browser]:
    browsers: list[Browser] = []

    class Service(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            (browser,) = browsers
            if browser.status == 201:
                browser.take(self.headers, body)
            self.send_response(browser.status)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Silence: tests are read by people."""

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Service)) as port:
        browsers.append(Browser(port))
        yield browsers[0]
