"""tansiq plans: what is kept of plans, for whoever runs no worker."""

import click

from tansiq.language.words import N_, ngettext
from tansiq.plans.snapshots import take_snapshots
from tansiq.platform import clock


@click.group(help=N_("Keep how plans stand."))
def plans() -> None:
    """Group of commands."""


@plans.command(
    help=N_(
        "Keep how every followed plan stands this month; again within the month: anew. The worker does it by itself."
    )
)
def snapshot() -> None:
    count = take_snapshots(clock.today())
    click.echo(ngettext("Kept how %(count)s plan stands.", "Kept how %(count)s plans stand.", count))
