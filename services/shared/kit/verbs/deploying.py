"""At each deploy, and every day: `bascule migrate` and `bascule status`."""

import json
from typing import Any

import click

from kit import status
from kit.installed import must_be_installed, names
from kit.migrations import bring_up_to_date
from kit.service import load
from kit.settings import settings
from kit.verbs import connection, database, told, verbs

WRONG = 1


@verbs.command()
@click.argument("service", nargs=-1)
@told
def migrate(service: tuple[str, ...]) -> None:
    """Bring database and broker up to date, for these services or all; safe to repeat, refuses to go back."""
    for name in service or names():
        this = load(name)
        made = bring_up_to_date(this, database(name))
        with connection("migrate") as opened:
            opened.declare(this.topology(settings().namespace))
        click.echo(f"{name}: ready" + "".join(f"; {change}" for change in made))


@verbs.command("status")
@click.argument("service", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@told
def show_status(service: tuple[str, ...], as_json: bool) -> None:
    """Show these services, or the whole house, at a glance; exit code 1 when something is wrong."""
    for name in service:
        must_be_installed(name)
    seen = status.look(settings(), service or names())
    if as_json:
        click.echo(json.dumps(seen, indent=2, ensure_ascii=False))
    else:
        _draw(seen)
    raise SystemExit(0 if seen["well"] else WRONG)


def _draw(seen: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    table = Table("", "web", "outbox", "relay", "inbox", "workers", "parked", "changes")
    for name, one in seen["services"].items():
        table.add_row(name, one["web"], _outbox(one), one["relay"] or "nobody", *_queues(one), str(one["changes"]))
    console.print(table)
    for server in ("broker", "database", "pages", "stream"):
        if seen.get(server):
            console.print(f"{server}: {seen[server]}")
    for problem in seen["problems"]:
        console.print(f"[bold red]![/] {problem}", soft_wrap=True)
    if seen["well"]:
        console.print("All is well.")


def _outbox(one: dict[str, Any]) -> str:
    waiting, oldest = one["outbox"]["waiting"], one["outbox"]["oldest_seconds"]
    return f"{waiting}, since {oldest:.0f} s" if waiting else "0"


def _queues(one: dict[str, Any]) -> tuple[str, str, str]:
    shown = (one["inbox"]["waiting"], one["inbox"]["workers"], one["parked"])
    waiting, workers, parked = ("?" if number is None else str(number) for number in shown)
    since = f", since {one['late_seconds']:.0f} s" if one["late_seconds"] else ""
    return waiting + since, workers, parked
