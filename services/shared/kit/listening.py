"""What a process that listens needs before it begins, told in one sentence where it is not to be had."""

import errno
import os
import socket
import tempfile

import click

PROBED = 64 * 1024
"""Bytes; a file of metrics begins with as many."""


def must_be_free(bind: str) -> None:
    """Raises click.ClickException when HOST:PORT cannot be listened on."""
    host, _, port = bind.rpartition(":")
    try:
        kind, *_, address = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_STREAM)[0]
        with socket.socket(kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, ValueError, OverflowError) as error:
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        why = f"port {port} is taken" if taken else f"{bind!r} is no HOST:PORT to listen on here ({error})"
        raise click.ClickException(why) from error


def make_room_for_metrics() -> None:
    """Before the first metric is made, which looks there. Raises click.ClickException without a disk to write to."""
    try:
        folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR") or tempfile.mkdtemp(prefix="bascule-metrics-")
        with tempfile.TemporaryFile(dir=folder) as probe:  # gunicorn, too, writes a file as soon as it starts
            probe.write(bytes(PROBED))
    except OSError as error:
        why = error.strerror or "no folder for temporary files can be used"
        raise click.ClickException(f"there is no disk to write temporary files to: {why}") from error
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = folder
