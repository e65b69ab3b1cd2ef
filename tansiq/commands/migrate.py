"""flask migrate up|down|status|draft: the shape of the database."""

import click

from tansiq.language.words import N_, gettext
from tansiq.records import migrating


@click.group(help=N_("Bring the database to the shape of the program, or back."))
def migrate() -> None:
    """Group of commands."""


@migrate.command(help=N_("Apply all migrations that are still pending."))
def up() -> None:
    for name in migrating.up() or [gettext("Nothing to do.")]:
        click.echo(name)


@migrate.command(help=N_("Take back the last migration, or all down to TARGET."))
@click.argument("target", required=False)
def down(target: str | None) -> None:
    for name in migrating.down(target) or [gettext("Nothing to do.")]:
        click.echo(name)


@migrate.command(help=N_("List all migrations and whether each was applied."))
def status() -> None:
    for step in migrating.status():
        click.echo(f"{'x' if step.is_applied else ' '} {step.name}")


@migrate.command(help=N_("Write a draft of the migration that the models now need."))
@click.argument("name")
def draft(name: str) -> None:
    click.echo(migrating.draft(name))
