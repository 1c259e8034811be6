"""The command `bascule`: how an operator runs and mends a service. One clear sentence and an exit code on failure.

`web` is gunicorn's master, which imports what a worker needs before it forks one: a worker that was killed is back at
once. Each verb imports what it needs and no more, since fourteen processes start together. The others are in verbs/.
"""

import click
from environs import EnvError

from kit.installed import UnknownService, must_be_installed, names, tools
from kit.listening import make_room_for_metrics, must_be_free
from kit.settings import settings


class Commands(click.Group):
    """`web`, the other verbs, and each installed service's own tools."""

    def list_commands(self, context: click.Context) -> list[str]:
        from kit.verbs import verbs

        return sorted([*super().list_commands(context), *verbs.commands, *tools()]) + names()

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name in self.commands:
            return super().get_command(context, name)
        from kit import verbs

        return verbs.find(context, name)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Run and mend the services of Bascule; settings come from BASCULE_* in the environment."""


@main.command()
@click.argument("service")
@click.option("--bind", default="127.0.0.1:8000", show_default=True, help="HOST:PORT to listen on.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes.")
@click.option("--threads", type=click.IntRange(1, 256), help="Threads in each, if not as many as the service asks for.")
def web(service: str, bind: str, workers: int, threads: int | None) -> None:
    """Answer HTTP requests."""
    _check(service)
    must_be_free(bind)
    make_room_for_metrics()
    from kit.server import serve

    serve(service, bind=bind, workers=workers, threads=threads)


def _check(service: str) -> None:
    try:
        must_be_installed(service)
        settings()
    except UnknownService as error:
        raise click.ClickException(str(error)) from error
    except EnvError as error:
        raise click.ClickException(f"a setting is missing or wrong: {error}") from error


if __name__ == "__main__":
    main()
