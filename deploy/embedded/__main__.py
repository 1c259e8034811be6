"""`python -m embedded demo`: the whole house on one machine, without Docker, with a course to look at.

One clear sentence and an exit code on failure: 1 when something did not start or an effect of the play is missing.
"""

import signal
import sys
import time
from functools import partial
from pathlib import Path

import click

BEGAN = time.monotonic()  # before the rest is imported: that is part of what one waits for

from rich.console import Console  # noqa: E402

from .demo import run  # noqa: E402
from .house import House  # noqa: E402
from .leash import EmbeddedError  # noqa: E402
from .place import is_free  # noqa: E402
from .waiting import until  # noqa: E402

RUN = Path(__file__).resolve().parents[2] / "var" / "run"
PATIENCE_WITH_THE_DYING = 2.0
INTERRUPTED = 130


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Run Bascule on this machine, with a broker and a database of its own."""


@main.command()
@click.option("--once", is_flag=True, help="Leave after the play.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535), help="Of the pages; 0: any.")
@click.option("--folder", default=RUN, type=click.Path(path_type=Path, file_okay=False), help="Where all of it lives.")
@click.option("--learners", default=3200, show_default=True, type=click.IntRange(1, 20_000), help="At the first start.")
def demo(once: bool, port: int, folder: Path, learners: int) -> None:
    """Start everything, tell the course so far, play one post and one project through it, and serve until Ctrl-C."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # also where a shell has us ignore them
        signal.signal(number, signal.default_int_handler)
    console = Console(highlight=False)
    try:
        went_well = _demo(console, once, port, folder, learners)
    except EmbeddedError as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        where = error.filename or folder
        raise click.ClickException(f"{where} cannot be used: {error.strerror or error}") from error
    except KeyboardInterrupt:
        console.print("Interrompu.")
        sys.exit(INTERRUPTED)
    sys.exit(0 if went_well else 1)


@main.command("seed")
@click.option("--learners", default=3200, show_default=True, type=click.IntRange(1, 20_000), help="At the first start.")
def tell(learners: int) -> None:
    """Tell the demo's course, once, to the house whose database is at BASCULE_MONGO_URL."""
    from .demo.seed import Databases, seed

    told = seed(Databases(), learners, lambda done, of: None)
    click.echo("The course is told." if told else "The course had been told before.")


def _demo(console: Console, once: bool, port: int, folder: Path, learners: int) -> bool:
    if port:
        taken = f"Le port {port} est déjà pris : libérez-le, ou choisissez-en un autre avec --port."
        until(partial(is_free, port), PATIENCE_WITH_THE_DYING, otherwise=taken)
    with House(folder, port or None) as house:
        run.start(house, learners, console, BEGAN)
        scene, went_well = run.play(house, console)
        if went_well and not once:
            run.serve(house, scene, console)
        console.print("Tout s'arrête, dans l'ordre…")
    return went_well


if __name__ == "__main__":
    main(prog_name="python -m embedded")
