"""tansiq columns build: copy the columns that are counted in memory, for whoever runs no worker."""

import click

from tansiq.copied_columns import folder
from tansiq.language.words import N_, gettext


@click.group(help=N_("Copies of the columns that coverage and overlaps are counted from in memory."))
def columns() -> None:
    """Group of commands."""


@columns.command(help=N_("Copy the columns where there is no good copy yet; the worker does the same by itself."))
def build() -> None:
    from tansiq.copied_columns.building import build_if_needed, is_good

    if folder.folder_in_use() is None:
        raise click.ClickException(gettext("Nothing is copied here: TANSIQ_COLUMNS_FOLDER is empty."))
    if build_if_needed():
        click.echo(gettext("The columns were copied."))
    elif is_good():
        click.echo(gettext("There is a good copy of the columns already."))
    else:
        raise click.ClickException(gettext("The columns could not be copied. The log says why."))
