"""pika's connection, but that it can write hundreds of frames to the socket at once."""

from collections.abc import Iterator
from contextlib import contextmanager

import pika


class Gathering(pika.SelectConnection):
    """pika writes each frame by itself; read together, a publish is half the work for the broker."""

    _gathered: list[bytes] | None = None

    @contextmanager
    def together(self) -> Iterator[None]:
        self._gathered = []
        try:
            yield
        finally:
            data, self._gathered = b"".join(self._gathered), None
            if data and self.is_open:
                self._adapter_emit_data(data)

    def _adapter_emit_data(self, data: bytes) -> None:
        if self._gathered is None:
            super()._adapter_emit_data(data)
        else:
            self._gathered.append(data)
