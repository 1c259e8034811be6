"""Rebuilding read models: `bascule replay`."""

import os

import click

from kit import metrics, replay
from kit.history import Stream
from kit.processes import serve_metrics
from kit.service import load
from kit.settings import settings
from kit.unit_of_work import connect
from kit.verbs import Failure, connection, told, verbs


@verbs.command("replay")
@click.argument("service")
@told
def replay_command(service: str) -> None:
    """Rebuild a service's read models from the stored events while it runs; nobody is notified."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    os.nice(10)  # whoever reads or works meanwhile comes first
    this = load(service)
    if not this.views:
        raise Failure(f"{service} has no read models to rebuild")
    database = connect(settings().mongo_url)[settings().database(service)]
    stream = this.topology(settings().namespace).stream
    history = this.history(database) if this.history else Stream(lambda: connection("replay"), stream)
    serve_metrics(settings())
    columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()]
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("reading", total=None)

        def tell(stage: str, at: int, of: int) -> None:
            bar.update(task, description=stage, completed=at, total=of)
            metrics.REPLAYED.set(at)
            metrics.TO_REPLAY.set(of)

        done = replay.rebuild(this, database, history, tell)
    rate = done.events / done.seconds if done.seconds else 0
    click.echo(
        f"{service}: {len(this.views)} views rebuilt from {done.events} events in {done.seconds:.1f} s "
        f"({rate:.0f} per second); workers stood still for {done.seconds_shut:.1f} s; nobody was notified"
    )
