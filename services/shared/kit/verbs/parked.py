"""Looking at parked messages, and settling them: `bascule dead …`."""

import json
from typing import Any

import click

from kit import dead
from kit.service import load
from kit.settings import settings
from kit.verbs import Failure, connection, told, verbs


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
    opened = connection("dead")
    opened.declare(topology)
    return dead.shelf(opened, topology.dead(service), topology.inbox(service))
