"""What a mail server calls: `bascule notifications receive-mail`, with the message on standard input.

It ends as sysexits.h says, so that Postfix and others know what to do: 0 taken in, 67 no such address, 75 come back.
"""

import sys

import click
from kit.errors import Unavailable
from kit.settings import settings
from kit.unit_of_work import connect
from pymongo.errors import PyMongoError

from notifications import inbound

NO_USER, TRY_AGAIN = 67, 75


@click.command("receive-mail")
@click.argument("recipient", nargs=-1)
def receive_mail(recipient: tuple[str, ...]) -> None:
    """Take in an answer by mail from standard input; RECIPIENT is the envelope's, where the server tells it."""
    database = connect(settings().mongo_url)[settings().database("notifications")]
    try:
        outcome = inbound.receive(database, settings(), sys.stdin.buffer.read(), recipient)
    except inbound.NotOurs as error:
        click.echo(str(error), err=True)
        sys.exit(NO_USER)
    except (PyMongoError, Unavailable):
        click.echo("the database is away", err=True)
        sys.exit(TRY_AGAIN)
    click.echo(outcome)


TOOLS = (receive_mail,)
