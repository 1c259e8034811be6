"""The verbs of `bascule` but `web`: how an operator runs and mends a service, with all the imports that this takes.

What draws (rich) is imported where something is drawn: a relay or a worker draws nothing, and every process of the
house pays for what is imported here.
"""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

import click
from environs import EnvError
from pymongo.errors import PyMongoError

from kit import dead, processes, replay
from kit.broker import BrokerAway, BrokerRefuses, Connection
from kit.errors import Problem
from kit.installed import UnknownService, names
from kit.logs import configure
from kit.service import Service, load
from kit.settings import settings
from kit.unit_of_work import connect


class Failure(click.ClickException):
    """A command that could not be done: one sentence, exit code 1."""


UNDERSTOOD = (UnknownService, replay.CannotReplay, Problem, ConnectionError)


def told(function: Callable[..., Any]) -> Callable[..., Any]:
    """Turn what can go wrong into one sentence."""

    @wraps(function)
    def run(*arguments: Any, **named: Any) -> Any:
        try:
            return function(*arguments, **named)
        except UNDERSTOOD as error:
            raise Failure(str(error)) from error
        except EnvError as error:
            raise Failure(f"a setting is missing or wrong: {error}") from error
        except (BrokerAway, BrokerRefuses) as error:
            raise Failure(f"{error}") from error
        except PyMongoError as error:
            raise Failure(f"the database does not answer as it should: {type(error).__name__}") from error

    return run


class Tools(click.Group):
    """A service's own tools; what goes wrong in them is told like what goes wrong in the verbs below."""

    invoke = told(click.Group.invoke)


@click.group()
def verbs() -> None:
    """Gathers what is below; kit.__main__ offers it."""


def find(context: click.Context, name: str) -> click.Command | None:
    """A verb, or an installed service's own tools as `bascule SERVICE TOOL`."""
    if name in verbs.commands or name not in names():
        return verbs.get_command(context, name)
    return Tools(name, commands=list(load(name).tools), help=f"Tools of {name}.")


@verbs.command()
@click.argument("service", nargs=-1)
@told
def migrate(service: tuple[str, ...]) -> None:
    """Make collections, indexes, exchanges and queues exist, for these services or all; safe to repeat."""
    for name in service or names():
        this = load(name)
        this.migrate(connect(settings().mongo_url)[settings().database(name)])
        with Connection(settings().amqp_url, "migrate") as connection:
            connection.declare(this.topology(settings().namespace))
        click.echo(f"{name}: ready")


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


@verbs.command("replay")
@click.argument("service")
@told
def replay_command(service: str) -> None:
    """Rebuild a service's read models from the stored events while it runs; nobody is notified."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    this = load(service)
    if not this.views:
        raise Failure(f"{service} has no read models to rebuild")
    database = connect(settings().mongo_url)[settings().database(service)]
    stream = this.topology(settings().namespace).stream
    history = this.history(database) if this.history else replay.Stream(lambda: _connect("replay"), stream)
    columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()]
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("reading", total=None)
        done = replay.rebuild(
            this, database, history, lambda stage, at, of: bar.update(task, description=stage, completed=at, total=of)
        )
    rate = done.events / done.seconds if done.seconds else 0
    click.echo(
        f"{service}: {len(this.views)} views rebuilt from {done.events} events in {done.seconds:.1f} s "
        f"({rate:.0f} per second); workers stood still for {done.seconds_shut:.1f} s; nobody was notified"
    )


@verbs.group("dead")
def dead_group() -> None:
    """Look at and settle the messages that a service has parked."""


@dead_group.command("list")
@click.argument("service")
@click.option("--json", "as_json", is_flag=True, help="One JSON document per line.")
@told
def list_dead(service: str, as_json: bool) -> None:
    """List what is parked and why; takes nothing out."""
    from rich.console import Console
    from rich.table import Table

    with _shelf(service) as shelf:
        rows = [dead.describe(one) for one in shelf.messages]
    if as_json:
        for row in rows:
            click.echo(_as_json({name: row[name] for name in ("id", "type", "parked", "reason")}))
        return
    if not rows:
        click.echo(f"{service}: nothing is parked")
        return
    table = Table("id", "type", "parked", "reason", title=f"{len(rows)} parked in {service}")
    for row in rows:
        table.add_row(row["id"], row["type"], row["parked"], row["reason"])
    Console().print(table)


@dead_group.command("show")
@click.argument("service")
@click.argument("id")
@told
def show_dead(service: str, id: str) -> None:
    """Show one parked message whole: attributes, body, traceback."""
    with _shelf(service) as shelf:
        click.echo(_as_json(dead.describe(_chosen(shelf, id)[0]), indent=2))


@dead_group.command("requeue")
@click.argument("service")
@click.argument("id", required=False)
@click.option("--all", "all_of_them", is_flag=True, help="All that is parked.")
@told
def requeue_dead(service: str, id: str | None, all_of_them: bool) -> None:
    """Give one message, or --all, back to the service's inbox."""
    with _shelf(service) as shelf:
        chosen = _chosen(shelf, id, all_of_them)
        for one in chosen:
            shelf.requeue(one)
    click.echo(f"{service}: {len(chosen)} requeued")


@dead_group.command("drop")
@click.argument("service")
@click.argument("id", required=False)
@click.option("--all", "all_of_them", is_flag=True, help="All that is parked.")
@told
def drop_dead(service: str, id: str | None, all_of_them: bool) -> None:
    """Throw one message, or --all, away for good."""
    with _shelf(service) as shelf:
        chosen = _chosen(shelf, id, all_of_them)
        for one in chosen:
            shelf.drop(one)
    click.echo(f"{service}: {len(chosen)} dropped")


def _as_json(document: dict[str, Any], indent: int | None = None) -> str:
    """Readable as text, but for half characters, which no terminal takes: those stay escaped."""
    text = json.dumps(document, indent=indent, ensure_ascii=False)
    return text.encode("utf-8", "backslashreplace").decode()


def _chosen(shelf: dead.Shelf, id: str | None, all_of_them: bool = False) -> list[Any]:
    if bool(id) == all_of_them:
        raise click.UsageError("give the id of one message, or --all")
    chosen = [one for one in shelf.messages if all_of_them or one.id == id]
    if id and not chosen:
        raise Failure(f"no parked message has the id {id}")
    return chosen


def _shelf(service: str) -> Any:
    topology = load(service).topology(settings().namespace)
    connection = _connect("dead")
    connection.declare(topology)
    return dead.shelf(connection, topology.dead(service), topology.inbox(service))


def _connect(what: str) -> Connection:
    return Connection(settings().amqp_url, what)


def _run(process: Callable[..., None], service: Service, kind: str) -> None:
    configure(settings().log_level, service=service.name, process=kind)
    processes.serve_metrics(settings())
    process(service, settings(), processes.stop_on_signals())
