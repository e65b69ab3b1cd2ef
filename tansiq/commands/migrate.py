"""tansiq migrate up|down|status|draft: the shape of the database."""

import click
from playhouse.migrations import MigrationError

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
@click.option("--drop-data", is_flag=True, help=N_("Drop tables and columns with what they hold."))
def down(target: str | None, drop_data: bool) -> None:
    try:
        lost = migrating.losses(target)
    except MigrationError as wrong:
        raise click.ClickException(str(wrong)) from wrong
    for one in lost:
        click.echo(str(one.sentence))
    if lost and not drop_data:
        raise click.ClickException(
            gettext("This would be lost, so nothing was changed. Make a copy of the database, then add --drop-data.")
        )
    for name in migrating.down(target, drop_data) or [gettext("Nothing to do.")]:
        click.echo(name)


@migrate.command(help=N_("List all migrations and whether each was applied."))
def status() -> None:
    for step in migrating.status():
        click.echo(f"{'x' if step.is_applied else ' '} {step.name}")


@migrate.command(help=N_("Write a draft of the migration that the models now need."))
@click.argument("name")
def draft(name: str) -> None:
    click.echo(migrating.draft(name))
