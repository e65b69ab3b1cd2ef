"""tansiq fivew import|export: 5W workbooks in and out."""

from pathlib import Path
from typing import Any

import click

from tansiq.commands.day_option import DAY
from tansiq.commands.import_options import (
    choices_of,
    in_language,
    marking_option,
    operator_of,
    reading_options,
    report_language,
    tell_outcome,
    tell_progress,
    writing_options,
)
from tansiq.commands.sheet_format import format_of, sheet_options, tell_written
from tansiq.exchange.export.exporting import Filters
from tansiq.exchange.export.month_layout import LAYOUTS, MonthLayout
from tansiq.exchange.fivew_import import Choices, import_fivew
from tansiq.exchange.report import lines
from tansiq.language.vocabulary import STATUSES
from tansiq.language.words import N_, gettext, ngettext
from tansiq.models import Batch
from tansiq.models.data_stamps import table_name
from tansiq.policy.viewer import OPERATOR
from tansiq.policy.visibility import visible
from tansiq.records import undoing


@click.group(help=N_("Bring 5W workbooks in, and write them."))
def fivew() -> None:
    """Group of commands."""


@fivew.command("import", help=N_("Import FILE (XLSX, XLSM, ODS or CSV): all of it, or nothing and every reason why."))
@reading_options
@writing_options
@marking_option
@report_language
def import_(file: Path, spoken: str | None, marked: Path | None, **chosen: Any) -> None:
    with in_language(spoken):
        outcome = import_fivew(operator_of(chosen), file, Choices(**choices_of(chosen)), tell_progress)
        tell_outcome(lines(outcome.plan), outcome, marked, chosen["dry_run"])


@fivew.command(help=N_("Undo the import of this NUMBER, which it told when it was done."))
@click.argument("number", type=int)
def undo(number: int) -> None:
    batch = visible(Batch, OPERATOR).where((Batch.id == number) & (Batch.kind == "IMPORT")).first()
    if batch is None:
        raise click.ClickException(gettext("There is no import %(number)s.", number=number))
    undone = undoing.undo(OPERATOR, batch, lambda count: tell_progress("undo", count))
    click.echo(ngettext("%(count)s record is as before.", "%(count)s records are as before.", undone.count))
    if undone.left:
        count = len(undone.left)
        click.echo(
            ngettext(
                "%(count)s record was left: it changed since, or others refer to it.",
                "%(count)s records were left: they changed since, or others refer to them.",
                count,
            )
        )
        for model, row_id in undone.left:
            click.echo(f"  {table_name(model)} {row_id}")


@fivew.command(help=N_("Write the sites that pass the filters to OUT, with the ids by which they come back."))
@sheet_options
@click.option("--country", help=N_("The P-code of a country."))
@click.option("--within", help=N_("The P-code of an area."))
@click.option("--sector", help=N_("The code of a sector or sub-sector."))
@click.option("--organization", help=N_("The id, acronym or registration number of an organisation."))
@click.option("--status", multiple=True, type=click.Choice(STATUSES.codes), help=N_("A status; may be repeated."))
@click.option("--from", "begins", type=DAY, help=N_("Only what still runs on this day or later."))
@click.option("--to", "ends", type=DAY, help=N_("Only what has begun by this day."))
@click.option(
    "--months",
    type=click.Choice(LAYOUTS),
    default="last",
    help=N_("People reached by month: the last figure alone, a row a month, or a column a month."),
)
def export(out: Path, kind: Any, spoken: str | None, months: MonthLayout, **filters: Any) -> None:
    from tansiq.exchange.export.workbook_writer import export as write

    kind = format_of(out, kind)
    with in_language(spoken):
        count = write(OPERATOR, Filters(**filters), out, kind, months)
        tell_written(count, out)
