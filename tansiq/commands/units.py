"""tansiq units import|template: administrative units from workbooks."""

from pathlib import Path
from typing import Any

import click

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
from tansiq.commands.sheet_format import WRITABLE
from tansiq.exchange.entry_import import lines
from tansiq.exchange.units_import import UnitChoices, import_units
from tansiq.language.words import LANGUAGES, N_, gettext


@click.group(help=N_("Bring administrative units in."))
def units() -> None:
    """Group of commands."""


@units.command("import", help=N_("Import FILE (XLSX, XLSM, ODS or CSV): all of it, or nothing and every reason why."))
@reading_options
@writing_options
@marking_option
@report_language
def import_(file: Path, spoken: str | None, marked: Path | None, **chosen: Any) -> None:
    with in_language(spoken):
        choices = {name: value for name, value in choices_of(chosen).items() if name != "country"}
        outcome = import_units(operator_of(chosen), file, UnitChoices(**choices), tell_progress)
        tell_outcome(lines(outcome.plan), outcome, marked, chosen["dry_run"])


@units.command(help=N_("Write an empty workbook for administrative units to OUT, to be filled in."))
@click.argument("out", type=WRITABLE)
@click.option("--language", "spoken", type=click.Choice(LANGUAGES), help=N_("The language of the sheet."))
def template(out: Path, spoken: str | None) -> None:
    from tansiq.exchange.export.unit_sheet import write_unit_template

    with in_language(spoken), out.open("wb") as book:
        write_unit_template(book)
        click.echo(gettext("An empty workbook is in %(file)s.", file=out))
