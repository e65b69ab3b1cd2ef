"""tansiq entries import|export|template: the entries of a ministry's own record types, in workbooks."""

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
from tansiq.commands.sheet_format import WRITABLE, format_of, sheet_options, tell_written
from tansiq.exchange.entry_import import EntryChoices, find_type, import_entries, lines
from tansiq.language.words import LANGUAGES, N_, gettext
from tansiq.policy.viewer import OPERATOR


@click.group(help=N_("Bring entries of the ministry's own record types in, and write them."))
def entries() -> None:
    """Group of commands."""


@entries.command("import", help=N_("Import FILE (XLSX, XLSM, ODS or CSV): all of it, or nothing and every reason why."))
@reading_options
@click.option("--type", "key", required=True, help=N_("The key of their record type, such as wells."))
@writing_options
@marking_option
@report_language
def import_(file: Path, key: str, spoken: str | None, marked: Path | None, **chosen: Any) -> None:
    with in_language(spoken):
        choices = EntryChoices(find_type(OPERATOR, key), **choices_of(chosen))
        outcome = import_entries(operator_of(chosen), file, choices, tell_progress)
        tell_outcome(lines(outcome.plan), outcome, marked, chosen["dry_run"])


@entries.command(help=N_("Write the entries of the record type of this KEY to OUT, as a sheet that comes back."))
@click.argument("key")
@sheet_options
def export(key: str, out: Path, kind: Any, spoken: str | None) -> None:
    from tansiq.exchange.export.entry_sheet import write_entries

    kind = format_of(out, kind)
    with in_language(spoken):
        count = write_entries(OPERATOR, find_type(OPERATOR, key), out, kind)
        tell_written(count, out)


@entries.command(help=N_("Write an empty workbook for entries of the record type of this KEY to OUT, to be filled in."))
@click.argument("key")
@click.argument("out", type=WRITABLE)
@click.option("--language", "spoken", type=click.Choice(LANGUAGES), help=N_("The language of the sheet."))
def template(key: str, out: Path, spoken: str | None) -> None:
    from tansiq.exchange.export.entry_sheet import write_entries_xlsx

    with in_language(spoken), out.open("wb") as book:
        write_entries_xlsx(OPERATOR, find_type(OPERATOR, key), book, is_empty=True)
        click.echo(gettext("An empty workbook is in %(file)s.", file=out))
