"""What the commands that import sheets have in common: their options, and what they tell while and when it is done."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

import click

from tansiq.commands.sheet_format import WRITABLE
from tansiq.exchange.sheet.mapping import read_mapping
from tansiq.exchange.sheet.understand import UnderstoodSheet, Ways
from tansiq.exchange.values.problems import Unreadable
from tansiq.faults import Refused
from tansiq.language.words import LANGUAGES, N_, AsWritten, gettext, language, speaking
from tansiq.models import Batch
from tansiq.policy.viewer import OPERATOR, Viewer

C = TypeVar("C", bound=Callable[..., Any])

_READABLE = click.Path(exists=True, dir_okay=False, path_type=Path)
_STAGES = {
    "read": N_("Rows read: %(count)s"),
    "match": N_("Rows to compare with the register: %(count)s"),
    "resolve": N_("Rows understood: %(count)s"),
    "interventions": N_("Interventions prepared: %(count)s"),
    "sites": N_("Sites prepared: %(count)s"),
    "write": N_("Rows being written: %(count)s"),
    "again": N_("The register changed meanwhile: the rows are compared with it anew."),
    "propose": N_("Proposals made: %(count)s"),
    "undo": N_("Records taken back: %(count)s"),
}
_ANSWERS = {
    "dry": N_("This was a dry run: nothing was written."),
    "refused": N_("Nothing was written. Correct the errors, or enter the good rows alone with --good-rows-only."),
    "nothing": N_("Nothing to do."),
    "written": N_("Everything was written."),
}


def reading_options(command: C) -> C:
    """The file, and how it is to be read."""
    for option in (
        click.option("--country", help=N_("The country of the rows, by code or name.")),
        click.option("--mapping", type=_READABLE, help=N_("A JSON file that gives fields to columns.")),
        click.option("--with-hidden", is_flag=True, help=N_("Read hidden rows and columns too.")),
        click.option("--sheet", help=N_("The sheet to read; else the best one is found.")),
        click.argument("file", type=_READABLE),
    ):
        command = option(command)
    return command


def writing_options(command: C) -> C:
    """Whether anything is written, and what where some rows are wrong."""
    for option in (
        click.option("--good-rows-only/--all-or-nothing", help=N_("Enter the good rows although others are wrong.")),
        click.option("--reason", default="", help=N_("Why rows are right of which rules warn; the history keeps it.")),
        click.option("--dry-run", is_flag=True, help=N_("Say what would be done; write nothing.")),
    ):
        command = option(command)
    return command


def marking_option(command: C) -> C:
    """Where the sheet is written with its faulty cells marked."""
    text = N_("Write the sheet with its faulty cells marked to this file.")
    return click.option("--marked", type=WRITABLE, help=text)(command)


def report_language(command: C) -> C:
    """In which language the report is written."""
    chosen = click.Choice(LANGUAGES)
    return click.option("--language", "spoken", type=chosen, help=N_("The language of the report."))(command)


def choices_of(chosen: dict[str, Any]) -> dict[str, Any]:
    """What `reading_options` and `writing_options` gave, as the choices of an import. Raises Unreadable."""
    return {
        "sheet": chosen["sheet"],
        "mapping": read_mapping(chosen["mapping"]) if chosen["mapping"] else None,
        "country": chosen["country"],
        "ways": Ways(chosen["country"], chosen["with_hidden"]),
        "is_dry": chosen["dry_run"],
        "good_rows_only": chosen["good_rows_only"],
    }


def operator_of(chosen: dict[str, Any]) -> Viewer:
    """Whoever runs a command, with what they answer where rules warn of rows."""
    return OPERATOR.giving(chosen["reason"])


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


def tell_progress(stage: str, count: int) -> None:
    """Tell the operator how far it is, apart from the report itself."""
    click.echo(gettext(_STAGES[stage], count=f"{count:,}"), err=True)


class Told(Protocol):
    """What an import of any kind of sheet gives back: its sheet, what was planned, and what became of it."""

    table: UnderstoodSheet
    is_written: bool
    batch: Batch | None

    @property
    def plan(self) -> Any: ...


def tell_outcome(report: Iterable[str], outcome: Told, marked: Path | None, is_dry: bool) -> None:
    """Tell the report of an import, write the marked sheet where that is asked for, and say what was done."""
    for line in report:
        click.echo(line)
    if marked:
        from tansiq.exchange.export.marked_workbook import mark_to

        mark_to(marked, outcome.table, outcome.plan.problems)
        click.echo(gettext("The marked sheet is in %(file)s.", file=marked))
    click.echo("")
    if outcome.batch is not None:
        click.echo(gettext("This is import %(number)s. It can be undone: %(command)s", number=outcome.batch.id,
                           command=AsWritten(f"tansiq fivew undo {outcome.batch.id}")))  # fmt: skip
    tell_end(is_dry, outcome.is_written, outcome.plan.is_change)


def tell_end(is_dry: bool, is_written: bool, is_change: bool) -> None:
    """Say in the end what was done; a refusal ends the command with an error."""
    code = "dry" if is_dry else "refused" if not is_written else "written" if is_change else "nothing"
    if code == "refused":
        raise click.ClickException(gettext(_ANSWERS[code]))
    click.echo(gettext(_ANSWERS[code]))
