"""A TCP proxy that makes a network as bad as one wants: slow to answer, narrow, silent, or cut.

Everything goes through, or stands still, or is lost, in both directions and for all connections at once.
"""

import contextlib
import socket
import threading
import time

PIECE = 16_384


class Proxy:
    """Listens on a port of its own; `latency` in seconds each way, `rate` in bytes a second (0: any)."""

    def __init__(self, port: int) -> None:
        self._target = ("127.0.0.1", port)
        self.latency, self.rate = 0.0, 0
        self._flows = threading.Event()
        self._flows.set()
        self._open: set[socket.socket] = set()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        threading.Thread(target=self._accept, name="proxy", daemon=True).start()

    def hold(self) -> None:
        """Nothing comes through any more, and nobody is told: half-open, as behind a pulled cable."""
        self._flows.clear()

    def cut(self) -> None:
        """Reset every connection; new ones come through."""
        for one in list(self._open):
            self._reset(one)

    def heal(self) -> None:
        """As if nothing had been: what stood still is cut, as a network does that finds out late."""
        self.latency, self.rate = 0.0, 0
        if not self._flows.is_set():
            self.cut()
            self._flows.set()

    def close(self) -> None:
        self._server.close()
        self._flows.set()
        self.cut()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._server.accept()
                threading.Thread(target=self._connect, args=(client,), daemon=True).start()

    def _connect(self, client: socket.socket) -> None:
        self._flows.wait()
        try:
            server = socket.create_connection(self._target, timeout=5)
        except OSError:
            client.close()
            return
        server.settimeout(None)
        for one in (client, server):
            one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._open.add(one)
        for pair in ((client, server), (server, client)):
            threading.Thread(target=self._carry, args=pair, daemon=True).start()

    def _carry(self, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(PIECE):
                self._flows.wait()
                time.sleep(self.latency + (len(data) / self.rate if self.rate else 0))
                sink.sendall(data)
        for one in (source, sink):
            self._reset(one)

    def _reset(self, one: socket.socket) -> None:
        self._open.discard(one)
        with contextlib.suppress(OSError):
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
            one.shutdown(socket.SHUT_RDWR)
        with contextlib.suppress(OSError):
            one.close()
