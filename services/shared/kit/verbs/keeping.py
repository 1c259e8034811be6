"""Keeping what the house knows: `bascule backup` and `bascule restore`, always of all services together."""

from functools import partial
from pathlib import Path

import click

from kit import backup as saving
from kit import restore as restoring
from kit.installed import names
from kit.service import load
from kit.settings import settings
from kit.verbs import told, verbs

folder = click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
say = partial(click.echo, err=True)


@verbs.command()
@folder
@told
def backup(folder: Path) -> None:
    """Save all services as they are at one moment into a new FOLDER, while the house goes on."""
    manifest = saving.save(settings(), [load(name) for name in names()], folder, say)
    saved = sum(one["count"] for one in manifest["files"].values())
    click.echo(f"{folder}: {saved} documents and messages of {len(names())} services, as of {manifest['at']}")


@verbs.command()
@folder
@told
def restore(folder: Path) -> None:
    """Put a backup back into a house that nobody has used yet."""
    restored = restoring.restore(settings(), [load(name) for name in names()], folder, say)
    click.echo(f"{folder}: {restored} documents and messages restored")
