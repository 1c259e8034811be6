"""The processes beside web: `bascule relay` and `bascule worker`."""

from collections.abc import Callable

import click

from kit import processes, tracing
from kit.logs import configure
from kit.service import Service, load
from kit.settings import settings
from kit.verbs import told, verbs


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
    process(service, settings(), processes.stop_on_signals())
