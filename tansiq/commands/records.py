"""tansiq records check, strike: rows that hold what their columns should not, and personal values kept long enough."""

import click

from tansiq.language.words import N_, gettext, ngettext
from tansiq.platform import clock
from tansiq.records.wrong_rows import find_wrong_rows
from tansiq.struck_values import strike_out_overdue


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


@records.command(
    help=N_("Strike out personal values that were kept as long as their fields allow. The worker does it by itself.")
)
def strike() -> None:
    count = strike_out_overdue(clock.today())
    click.echo(ngettext("Struck out of %(count)s record.", "Struck out of %(count)s records.", count))
