"""The processes beside web: `bascule relay` and `bascule worker`."""

import sys
from collections.abc import Callable

import click

from kit import collector, processes, tracing
from kit.logs import configure
from kit.service import Service, load
from kit.settings import settings
from kit.verbs import told, verbs

TURN = 0.0005
"""Seconds after which a thread that computes lets another have its turn: in Python's usual 5 ms, a mail that is written
in the relay's process would hold up the bells that leave meanwhile."""


@verbs.command()
@click.argument("service")
@told
def relay(service: str) -> None:
    """Carry the outbox to the broker; several may run, one leads."""
    _run(processes.run_relay, load(service), "relay")


@verbs.command()
@click.argument("service")
@told
def worker(service: str) -> None:
    """React to what the other services tell; several may run, they compete."""
    _run(processes.run_worker, load(service), "worker")


def _run(process: Callable[..., None], service: Service, kind: str) -> None:
    configure(settings().log_level, service=service.name, process=kind)
    tracing.configure(settings().otlp_url, service.name, kind)
    processes.serve_metrics(settings())
    sys.setswitchinterval(TURN)
    collector.settle()
    process(service, settings(), processes.stop_on_signals())
