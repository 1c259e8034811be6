"""`python -m tests.bench`: run the comparisons, print the table, keep the figures."""

import json
import os
import secrets
import sys
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import click
from embedded.servers import RoomyDatabase, servers
from rich.console import Console

from tests.bench import parts
from tests.bench.ground import Ground
from tests.bench.measure import Measure, machine, table
from tests.servers import broker_version, database_version


@click.command()
@click.option("--only", type=click.Choice(parts.names()), multiple=True, help="Leave out the others; may be repeated.")
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(1, 100), help="Of each comparison.")
@click.option("--scale", default=1.0, show_default=True, type=click.FloatRange(0.001, 100), help="Times all amounts.")
@click.option("--json", "file", default="var/bench.json", show_default=True, type=click.Path(path_type=Path))
@click.option(
    "--folder",
    default="var/bench",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Of embedded servers; one in memory, such as /dev/shm/bascule, leaves the disk out of the figures.",
)
@click.option("--strict", is_flag=True, help="Exit with 1 when a ratio falls short.")
def main(only: tuple[str, ...], rounds: int, scale: float, file: Path, folder: Path, strict: bool) -> None:
    """Measure against bare loops doing the same work, on BASCULE_AMQP_URL and BASCULE_MONGO_URL or embedded servers."""
    console = Console(width=None if sys.stdout.isatty() else 120)
    measures: list[Measure] = []
    with servers(folder, database=RoomyDatabase) as urls:
        facts = machine() | {"broker": broker_version(urls.amqp), "database": database_version(urls.mongo)}
        console.print(f"servers: {facts['broker']}, {facts['database']}; {os.cpu_count()} cores")
        for name in only or parts.names():
            with closing(Ground(urls, f"bench-{name}-{secrets.token_hex(4)}", rounds, scale, console)) as ground:
                measures += parts.load(name)(ground)
    console.print(
        table(measures, f"medians of {rounds} rounds" + (f", {scale:g} times the amounts" if scale != 1 else ""))
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    run = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "rounds": rounds, "scale": scale, "machine": facts}
    file.write_text(json.dumps(run | {"measures": [one.document() for one in measures]}, indent=2))
    sys.exit(strict and any(one.kept is False for one in measures))


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
