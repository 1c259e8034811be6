"""The verbs of `bascule` but `web`: how an operator runs and mends a service, with all the imports that this takes.

What draws (rich) is imported where something is drawn: a relay or a worker draws nothing, and every process of the
house pays for what is imported here.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

import click
from environs import EnvError
from pymongo.database import Database
from pymongo.errors import OperationFailure, PyMongoError

from kit import backup, history, migrations
from kit.broker import BrokerAway, BrokerRefuses, Connection
from kit.errors import Problem, refuses
from kit.installed import UnknownService, names, tools
from kit.service import load
from kit.settings import settings
from kit.unit_of_work import connect


class Failure(click.ClickException):
    """A command that could not be done: one sentence, exit code 1."""


UNDERSTOOD = (
    UnknownService,
    history.CannotReplay,
    migrations.CannotMigrate,
    backup.CannotBackUp,
    Problem,
    ConnectionError,
)


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
            raise Failure(_of_the_database(error)) from error
        except OSError as error:
            raise Failure(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}") from error

    return run


def _of_the_database(error: PyMongoError) -> str:
    if refuses(error):
        return "the database refuses the user or the password of BASCULE_MONGO_URL, or this user may not do this"
    if isinstance(error, OperationFailure):
        return f"the database will not do this: {(error.details or {}).get('codeName') or type(error).__name__}"
    return f"the database does not answer at the address of BASCULE_MONGO_URL: {type(error).__name__}"


class Tools(click.Group):
    """A service's own tools; what goes wrong in them is told like what goes wrong in the verbs below."""

    invoke = told(click.Group.invoke)


@click.group()
def verbs() -> None:
    """Gathers the commands of the modules beside this one; kit.__main__ offers it."""


def find(context: click.Context, name: str) -> click.Command | None:
    """A verb, an installed service's own tools as `bascule SERVICE TOOL`, or such a tool by its own name."""
    if name in tools():
        own = tools()[name].load()
        return Tools(name, commands=own.commands, help=own.help)
    if name in verbs.commands or name not in names():
        return verbs.get_command(context, name)
    return Tools(name, commands=list(load(name).tools), help=f"Tools of {name}.")


def connection(what: str) -> Connection:
    """To the broker, under a name that tells what for."""
    return Connection(settings().amqp_url, what)


def database(service: str) -> Database:
    return connect(settings().mongo_url, deadline=settings().deadline)[settings().database(service)]


from kit.verbs import deploying, keeping, parked, rebuilding, running  # noqa: E402, F401  they join `verbs`
