"""tansiq cases keep: bring cases of duplication to what overlaps now, for whoever runs no worker."""

import click

from tansiq.cases.lapsing import lapse
from tansiq.cases.upkeep import keep_up
from tansiq.language.words import N_, ngettext
from tansiq.models import OverlapCase


@click.group(help=N_("Cases of duplication: what several organisations do twice in one place and sector."))
def cases() -> None:
    """Group of commands."""


@cases.command(help=N_("Bring all cases to what overlaps now; the worker does the same by itself."))
def keep() -> None:
    keep_up()
    lapse()
    stands = OverlapCase.ended_on.is_null() & OverlapCase.archived_at.is_null()
    count = OverlapCase.select().where(stands).count()
    click.echo(ngettext("%(count)s case stands.", "%(count)s cases stand.", count))
