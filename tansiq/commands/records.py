"""tansiq records check: rows that hold what their columns should not."""

import click

from tansiq.language.words import N_, gettext
from tansiq.records.wrong_rows import find_wrong_rows


@click.group(help=N_("Check the records."))
def records() -> None:
    """Group of commands."""


@records.command(help=N_("Tell rows whose values no column should hold; nothing is changed."))
def check() -> None:
    found = find_wrong_rows()
    for wrong in found:
        click.echo(str(wrong.sentence))
    if found:
        raise click.ClickException(gettext("Correct these rows in the back office."))
    click.echo(gettext("Every value is one that its column should hold."))
