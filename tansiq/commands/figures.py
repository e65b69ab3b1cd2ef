"""tansiq figures rebuild: make the figures of reports anew, where they were lost or somebody doubts them."""

import click

from tansiq.forms.figures_anew import rebuild as rebuild_all
from tansiq.language.words import N_, ngettext


@click.group(help=N_("Figures of periodic reports: the numbers that statistics are reckoned from."))
def figures() -> None:
    """Group of commands."""


@figures.command(help=N_("Make all figures anew from what the reports say; nothing else is changed."))
def rebuild() -> None:
    count = rebuild_all()
    click.echo(ngettext("%(count)s figure was made anew.", "%(count)s figures were made anew.", count))
