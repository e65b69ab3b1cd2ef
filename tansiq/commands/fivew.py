"""flask fivew import|export: 5W workbooks in and out."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from tansiq.exchange.export.exporting import Filters
from tansiq.exchange.export.marked_workbook import mark_to
from tansiq.exchange.export.workbook_writer import export as write
from tansiq.exchange.importing import Choices, Outcome, bring_in
from tansiq.exchange.report import lines
from tansiq.exchange.sheet.mapping import read_mapping
from tansiq.exchange.values.problems import Unreadable
from tansiq.faults import Refused
from tansiq.language.vocabulary import STATUSES
from tansiq.language.words import LANGUAGES, N_, gettext, language, ngettext, speaking
from tansiq.models import Batch
from tansiq.policy.viewer import OPERATOR
from tansiq.policy.visibility import visible
from tansiq.records import undoing
from tansiq.records.data_stamps import table_name

READABLE = click.Path(exists=True, dir_okay=False, path_type=Path)
_WRITABLE = click.Path(dir_okay=False, writable=True, path_type=Path)
_DAY = click.DateTime(["%Y-%m-%d"])
_STAGES = {
    "read": N_("Rows read: %(count)s"),
    "match": N_("Rows to compare with the register: %(count)s"),
    "resolve": N_("Rows understood: %(count)s"),
    "interventions": N_("Interventions written: %(count)s"),
    "sites": N_("Sites written: %(count)s"),
    "undo": N_("Records taken back: %(count)s"),
}

ANSWERS = {
    "dry": N_("This was a dry run: nothing was written."),
    "refused": N_("Nothing was written. Correct the errors, or enter the good rows alone with --good-rows-only."),
    "nothing": N_("Nothing to do."),
    "written": N_("Everything was written."),
}


@click.group(help=N_("Bring 5W workbooks in, and write them."))
def fivew() -> None:
    """Group of commands."""


@fivew.command("import", help=N_("Import FILE (XLSX, XLSM, ODS or CSV): all of it, or nothing and every reason why."))
@click.argument("file", type=READABLE)
@click.option("--sheet", help=N_("The sheet to read; else the best one is found."))
@click.option("--mapping", type=READABLE, help=N_("A JSON file that gives fields to columns."))
@click.option("--country", help=N_("The country of the rows, by code or name."))
@click.option("--dry-run", is_flag=True, help=N_("Say what would be done; write nothing."))
@click.option("--good-rows-only/--all-or-nothing", help=N_("Enter the good rows although others are wrong."))
@click.option("--marked", type=_WRITABLE, help=N_("Write the sheet with its faulty cells marked to this file."))
@click.option("--language", "spoken", type=click.Choice(LANGUAGES), help=N_("The language of the report."))
def import_(file: Path, spoken: str | None, marked: Path | None, mapping: Path | None, **chosen: Any) -> None:
    with in_language(spoken):
        _tell(_bring_in(file, mapping, chosen), marked, chosen["dry_run"])


@contextmanager
def in_language(spoken: str | None) -> Iterator[None]:
    """Speak a language, the process's own if none is given; refusals end the command with their sentences."""
    with speaking(spoken or language()):
        try:
            yield
        except Unreadable as unreadable:
            raise click.ClickException(str(unreadable)) from unreadable
        except Refused as refused:
            raise click.ClickException("\n".join(str(fault) for fault in refused.faults)) from refused


def _bring_in(file: Path, mapping: Path | None, chosen: dict[str, Any]) -> Outcome:
    choices = Choices(
        sheet=chosen["sheet"],
        mapping=read_mapping(mapping) if mapping else None,
        country=chosen["country"],
        is_dry=chosen["dry_run"],
        good_rows_only=chosen["good_rows_only"],
    )
    return bring_in(OPERATOR, file, choices, progress)


def progress(stage: str, count: int) -> None:
    """Tell the operator how far it is, apart from the report itself."""
    click.echo(gettext(_STAGES[stage], count=f"{count:,}"), err=True)


def _tell(outcome: Outcome, marked: Path | None, is_dry: bool) -> None:
    for line in lines(outcome.plan):
        click.echo(line)
    if marked:
        mark_to(marked, outcome.table, outcome.plan.problems)
        click.echo(gettext("The marked sheet is in %(file)s.", file=marked))
    click.echo("")
    if outcome.batch is not None:
        click.echo(gettext("This is import %(number)s. It can be undone: %(command)s", number=outcome.batch.id,
                           command=f"flask fivew undo {outcome.batch.id}"))  # fmt: skip
    answer(
        "dry" if is_dry else "refused" if not outcome.is_written else "written" if outcome.plan.is_change else "nothing"
    )


def answer(code: str) -> None:
    """Say in the end what was done; a refusal ends the command with an error."""
    text = ANSWERS[code]
    if code == "refused":
        raise click.ClickException(gettext(text))
    click.echo(gettext(text))


@fivew.command(help=N_("Undo the import of this NUMBER, which it told when it was done."))
@click.argument("number", type=int)
def undo(number: int) -> None:
    batch = visible(Batch, OPERATOR).where((Batch.id == number) & (Batch.kind == "IMPORT")).first()
    if batch is None:
        raise click.ClickException(gettext("There is no import %(number)s.", number=number))
    undone = undoing.undo(OPERATOR, batch, lambda count: progress("undo", count))
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
@click.argument("out", type=_WRITABLE)
@click.option("--format", "kind", type=click.Choice(["xlsx", "csv"]), default="xlsx", help=N_("The format of OUT."))
@click.option("--country", help=N_("The P-code of a country."))
@click.option("--within", help=N_("The P-code of an area."))
@click.option("--sector", help=N_("The code of a sector or sub-sector."))
@click.option("--organization", help=N_("The id, acronym or registration number of an organisation."))
@click.option("--status", multiple=True, type=click.Choice(STATUSES.codes), help=N_("A status; may be repeated."))
@click.option("--from", "begins", type=_DAY, help=N_("Only what still runs on this day or later."))
@click.option("--to", "ends", type=_DAY, help=N_("Only what has begun by this day."))
@click.option("--language", "spoken", type=click.Choice(LANGUAGES), help=N_("The language of the sheet."))
def export(out: Path, kind: Any, spoken: str | None, **filters: Any) -> None:
    chosen: dict[str, Any] = {
        name: value.date() if isinstance(value, datetime) else value for name, value in filters.items()
    }
    with in_language(spoken):
        count = write(OPERATOR, Filters(**chosen), out, kind)
        rows = ngettext("%(count)s row", "%(count)s rows", count)
        click.echo(gettext("%(rows)s written to %(file)s.", rows=rows, file=out))
