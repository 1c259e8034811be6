"""What a reporting team does from the command line: `bascule events tail|export|replay`, and
`bascule reporting duckdb`."""

import sys
import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from kit.settings import settings
from kit.unit_of_work import connect
from pymongo.database import Database

from reporting import store
from reporting.domain import feed as rules
from reporting.events import PUBLIC
from reporting.files import apart, events
from reporting.views import feed

FORMS = ("ndjson", "csv", "parquet", "xapi")
LINES = {"ndjson": events.ndjson, "csv": events.csv}
DAY = click.DateTime(["%Y-%m-%d"])
course_option = click.option("--course", help="The course's slug; without it, all courses.")
types_option = click.option("--types", default="", help="Separated by commas, as forum.post.published or forum.")


def _database() -> Database:
    return connect(settings().mongo_url)[settings().database("reporting")]


def _types(asked: str) -> list[str]:
    return rules.types(asked, [fact.type for fact in PUBLIC])


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()]
    return Progress(*columns, console=Console(stderr=True))


@click.group("events")
def event_tools() -> None:
    """Look at the stored events, take them away, send them again."""


@event_tools.command()
@course_option
@types_option
@click.option(
    "--last", default=10, show_default=True, type=click.IntRange(0, 100_000), help="Begin so many before the newest."
)
@click.option("--follow/--no-follow", default=True, show_default=True, help="Wait for more, until Ctrl-C.")
def tail(course: str | None, types: str, last: int, follow: bool) -> None:
    """Print events as they come, one CloudEvent a line."""
    database = _database()
    after = max(0, store.position(database) - last)
    forever = float(10**9) if follow else 0.0
    asked = feed.Asked([course] if course else None, course or "", _types(types), after, follow=forever)
    for block in feed.lines(database, asked):
        sys.stdout.buffer.write(block)
        sys.stdout.buffer.flush()


@event_tools.command()
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@course_option
@types_option
@click.option("--format", "form", default="ndjson", show_default=True, type=click.Choice(FORMS))
@click.option("--first", type=DAY, help="The first day, as 2026-06-01.")
@click.option("--last", type=DAY, help="The last day, included.")
def export(
    file: Path, course: str | None, types: str, form: str, first: datetime | None, last: datetime | None
) -> None:
    """Write the events of a period to a file."""
    days = [moment.date() if moment else None for moment in (first, last)]
    if days[0] and days[1] and days[1] < days[0]:
        raise click.UsageError("--last is before --first")
    period = events.Period([course] if course else None, _types(types), *days)
    written = _write(file, _blocks(period, form))
    click.echo(f"{file}: {written} bytes")


def _blocks(period: events.Period, form: str) -> Iterable[bytes]:
    if form == "parquet":
        asked = {"first": str(period.first or ""), "last": str(period.last or "")}
        return apart.blocks(settings(), "parquet", courses=period.courses, types=period.types, **asked)
    if form == "xapi":
        return events.statements(_database(), period, settings().public_url)
    return LINES[form](_database(), period)


def _write(file: Path, blocks: Iterable[bytes]) -> int:
    """Write beside the file, then put it in its place: half a file never looks like a whole one."""
    fresh, written = file.with_name(f".{file.name}.part"), 0
    with _bar() as bar, fresh.open("wb") as out:
        task = bar.add_task("bytes", total=None)
        for block in blocks:
            written += out.write(block)
            bar.update(task, completed=written)
    fresh.replace(file)
    return written


@event_tools.command()
@click.argument("consumer")
@click.option(
    "--from", "start", type=click.IntRange(0), default=0, show_default=True, help="The position to begin after."
)
def replay(consumer: str, start: int) -> None:
    """Push the events to one consumer's address again, from a position on; nobody else is told."""
    database = _database()
    found = store.consumers.find(database, consumer)
    if found is None or not found.get("destination"):
        raise click.ClickException(f"no consumer {consumer} has an address to push to")
    newest = store.position(database)
    if start > newest:
        raise click.UsageError(f"the newest event is at {newest}")
    again = {"destination.position": start, "destination.due": datetime.now().astimezone(), "destination.attempts": 0}
    database["consumers"].update_one({"_id": consumer}, {"$set": again})
    with _bar() as bar:
        task = bar.add_task("delivered", total=newest - start)
        for at in _progress(database, consumer, newest):
            bar.update(task, completed=at - start)
    click.echo(f"{consumer}: delivered up to {newest}")


def _progress(database: Database, consumer: str, newest: int) -> Iterator[int]:
    """The position reached, again and again; raises ClickException when the other side fails."""
    while True:
        to: dict[str, Any] = (store.consumers.find(database, consumer) or {}).get("destination") or {}
        yield to.get("position", newest)
        if to.get("position", newest) >= newest:
            return
        if to["failing"]:
            stopped = f"it stopped at {to['position']}: {to['failing']}"
            raise click.ClickException(f"{stopped}; the relay tries again by itself")
        time.sleep(0.2)


@click.command()
@click.argument("course")
@click.argument("file", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.option("--every", type=click.FloatRange(1), help="Make it again every so many seconds, until Ctrl-C.")
def duckdb(course: str, file: Path, every: float | None) -> None:
    """Write all views of a course to a DuckDB file, for notebooks."""
    while True:
        written = _write(file, apart.blocks(settings(), "duckdb", course=course))
        click.echo(f"{file}: {written} bytes")
        if every is None:
            return
        time.sleep(every)


TOOLS = (duckdb,)
