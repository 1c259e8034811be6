"""Starts one of the gateway's two processes: `python -m gateway pages|stream --bind HOST:PORT`.

Both become gunicorn with gevent workers, since both mostly wait: pages for the services, stream for something to
tell. One sentence and an exit code of 1 when a setting is missing or wrong.
"""

import os
import re
import sys
from typing import Any

import click
from environs import EnvError
from kit.listening import make_room_for_metrics, must_be_free

from gateway.settings import PagesSettings, StreamSettings


def _address(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    found = re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[\w.-]+):(\d{1,5})", value)
    if not found or int(found[2]) > 65535:
        raise click.BadParameter(f"{value!r} is not HOST:PORT, for example 127.0.0.1:8080")
    return value


bind = click.option(
    "--bind", default="127.0.0.1:8080", show_default=True, callback=_address, help="HOST:PORT to listen on."
)
connections = click.option(
    "--connections", default=10_000, show_default=True, type=click.IntRange(10, 100_000), help="Open at once, at most."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Serve Bascule to browsers; settings come from BASCULE_* in the environment."""


@main.command()
@bind
@connections
def pages(bind: str, connections: int) -> None:
    """Serve the pages, and pass /api/… and /stream on to those who answer them.

    Each process renews the sign-ins that it sees, once per sign-in: send one browser's requests to one process.
    """
    _check(PagesSettings)
    _become_gunicorn("gateway.pages:create_app()", bind, connections, graceful=5)


@main.command()
@bind
@connections
def stream(bind: str, connections: int) -> None:
    """Tell open pages what happens, as Server-Sent Events."""
    _check(StreamSettings)
    _become_gunicorn("gateway.stream:create_app()", bind, connections, graceful=1)


def _check(settings: Any) -> None:
    try:
        settings.from_environment()
    except EnvError as error:
        raise click.ClickException(f"a setting is missing or wrong: {error}") from error


def _become_gunicorn(application: str, bind: str, connections: int, graceful: int) -> None:
    must_be_free(bind)
    make_room_for_metrics()
    options = ["--bind", bind, "--worker-class", "gevent", "--worker-connections", str(connections)]
    quiet = ["--graceful-timeout", str(graceful), "--log-level", "warning", "--no-control-socket", "--keep-alive", "30"]
    quiet += ["--config", "python:kit.hooks"]
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", *options, *quiet, application])


if __name__ == "__main__":
    main(prog_name="python -m gateway")
