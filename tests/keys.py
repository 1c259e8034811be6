"""Serves the public keys of a test's signer by HTTP, in enrolment's stead."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from kit.testing import Signer

from tests.serving import serving


@contextmanager
def served(signer: Signer) -> Iterator[str]:
    """Yield the address for BASCULE_JWKS_URL."""
    document = json.dumps(signer.keys()).encode()

    class Keys(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(document)))
            self.end_headers()
            self.wfile.write(document)

        def log_message(self, format: str, *arguments: object) -> None:
            """Nobody reads it."""

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Keys)) as port:
        yield f"http://127.0.0.1:{port}/jwks.json"
