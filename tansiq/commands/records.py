"""tansiq records: rows that hold what their columns should not; what entries are called and found by, written anew."""

import click

from tansiq.language.words import N_, gettext, ngettext
from tansiq.records.entry_texts import write_all
from tansiq.records.wrong_rows import find_wrong_rows


@click.group(help=N_("Check the records, and rebuild what follows from them."))
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


@records.command(help=N_("Write anew what the entries of own record types are called and searched by."))
def rebuild() -> None:
    count = write_all()
    click.echo(ngettext("%(count)s entry was written anew.", "%(count)s entries were written anew.", count))
