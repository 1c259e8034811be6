"""Serves on a thread for as long as a block lasts; leaving it takes a moment.

Left to itself, such a server looks only twice a second whether it shall stop, and a hundred tests wait for that.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import BaseServer
from threading import Thread

LOOKS = 0.02
"""Seconds between two looks."""


@contextmanager
def serving(server: BaseServer) -> Iterator[int]:
    """Yield the port of a server that is bound already; its socket is closed in the end."""
    thread = Thread(target=server.serve_forever, args=(LOOKS,), name="serving", daemon=True)
    with server:
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()
