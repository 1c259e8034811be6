"""What an operator does from the command line: give the first roles, make the first link, have a new key sign."""

from collections.abc import Callable
from functools import partial
from typing import Any

import click
from kit.settings import settings
from kit.unit_of_work import connect, transact
from marshmallow import ValidationError

from enrolment import commands, keys
from enrolment.schemas.requests import LANGUAGES, Email, Profile


class Address(click.ParamType):
    """An e-mail address, held to the same rules as in the form."""

    name = "email"

    def convert(self, value: Any, param: click.Parameter | None, context: click.Context | None) -> str:
        try:
            return Email().deserialize(value)
        except ValidationError as error:
            self.fail(" ".join(map(str, error.messages)), param, context)


@click.command()
@click.argument("email", type=Address())
@click.argument("role", type=click.Choice(["operator", "facilitator", "reporter"]))
@click.option("--course", help="The course's slug; every role but operator needs it.")
@click.option("--name", default="", help="Makes the person if nobody has this address.")
@click.option("--language", default="fr", show_default=True, type=click.Choice(LANGUAGES))
def grant(email: str, role: str, course: str | None, name: str, language: str) -> None:
    """Give a person a role."""
    try:
        named = Profile().load({"name": name})["name"] if name else ""
    except ValidationError as error:
        raise click.UsageError(f"--name: {' '.join(error.normalized_messages()['name'])}") from error
    person = _transact(commands.grant, email, role, course, named, language)
    click.echo(f"{person} is {role}{f' of {course}' if course else ''}")


@click.command()
@click.argument("email", type=Address())
def link(email: str) -> None:
    """Print a one-time link by which this person signs in, good for 15 minutes."""
    click.echo(_transact(commands.make_link, settings().public_url, email))


@click.command("rotate-key")
@click.option("--leaked", is_flag=True, help="The old key is good no more; restart the services too.")
def rotate_key(leaked: bool) -> None:
    """Have a new key sign the access tokens; nobody has to sign in again."""
    when = _transact(partial(keys.rotate, leaked=leaked))
    told = {name: f"{moment:%Y-%m-%d %H:%M:%S} UTC" for name, moment in when.items()}
    click.echo(f"a new key signs from {told['signs_from']}; what others have signed is good until {told['until']}")


def _transact(command: Callable[..., Any], *arguments: Any) -> Any:
    database = connect(settings().mongo_url)[settings().database("enrolment")]
    return transact(database, lambda work: command(work, *arguments), deadline=settings().deadline)


TOOLS = (grant, link, rotate_key)
