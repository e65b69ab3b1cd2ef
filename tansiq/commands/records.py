"""tansiq records: rows that hold what their columns should not, personal values kept long enough, and definitions as
documents."""

from collections.abc import Sequence
from pathlib import Path

import click

from tansiq.commands.import_options import in_language, report_language, tell_end
from tansiq.definition_documents.collecting import collect
from tansiq.definition_documents.document import read_document, written
from tansiq.definition_documents.ready_made import load as load_ready_made
from tansiq.definition_documents.ready_made import ready_made
from tansiq.definition_documents.taking import TakenOver
from tansiq.definition_documents.taking_over import take_over
from tansiq.definition_documents.telling import lines
from tansiq.faults import Fault, Refused
from tansiq.forms.versions import versions_of
from tansiq.language.bilingual import pick
from tansiq.language.words import N_, gettext, ngettext, say
from tansiq.models.definitions import known
from tansiq.platform import clock
from tansiq.policy.viewer import OPERATOR
from tansiq.records.entry_texts import write_all
from tansiq.records.wrong_rows import find_wrong_rows
from tansiq.struck_values import strike_out_overdue
from tansiq.surveys.purging import purge_overdue
from tansiq.xlsform.content import FormContent, content_of_type, content_of_version
from tansiq.xlsform.tables import is_workbook
from tansiq.xlsform.taking import take_form


@click.group(help=N_("Check the records, and carry what a ministry defined from server to server."))
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
    "export-types",
    help=N_(
        "Write the record types and fields with these NAMES, such as wells or organization, to OUT; else all. "
        "Where OUT ends in .xlsx, the one record type or form of this name as an XLSForm."
    ),
)
@click.argument("out", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.argument("names", nargs=-1)
@click.option(
    "--number", type=int, help=N_("The version of the form that is written as an XLSForm; else as it stands.")
)
@report_language
def export_types(out: Path, names: tuple[str, ...], number: int | None, spoken: str | None) -> None:
    from tansiq.xlsform.writing import written_form

    with in_language(spoken):
        is_form = out.suffix.lower() == ".xlsx"
        text = written_form(_content(names, number)) if is_form else written(collect(names or None))
        out.write_bytes(text)
        click.echo(gettext("Written to %(file)s.", file=out))


def _content(names: tuple[str, ...], number: int | None) -> FormContent:
    """What is written of the one record type that is named. Raises Refused(UNKNOWN_CODE)."""
    kinds = [one for one in known().types.values() if (one.key,) == names]
    if not kinds:
        raise Refused(Fault("UNKNOWN_CODE", "", say("An XLSForm is of one record type. Name the key of one.")))
    if number is None:
        return content_of_type(OPERATOR, kinds[0])
    version = next((one for one in versions_of(OPERATOR, kinds[0]) if one.number == number), None)
    if version is None:
        raise Refused(Fault("UNKNOWN_CODE", "", say("This form has no version %(number)s.", number=number)))
    return content_of_version(OPERATOR, version)


@records.command(
    "import-types",
    help=N_("Take over the record types and fields of FILE, a document of definitions or an XLSForm: all, or none."),
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help=N_("Tell what would be done, and do nothing."))
@report_language
def import_types(file: Path, dry_run: bool, spoken: str | None) -> None:
    content = file.read_bytes()
    with in_language(spoken):
        if is_workbook(content):
            _take_form(content, file.stem, dry_run)
        else:
            _tell(take_over(OPERATOR, read_document(content), dry_run), dry_run)


def _take_form(content: bytes, called: str, is_trial: bool) -> None:
    form = take_form(OPERATOR, content, called, is_trial)
    for note in form.notes:
        click.echo(str(note))
    _tell(form.taken, is_trial)


@records.command(
    help=N_(
        "Load one of the registers and forms that come with Tansiq, such as wells; without NAME they are listed. "
        "What stands here already stays as it is."
    )
)
@click.argument("name", required=False)
@click.option("--dry-run", is_flag=True, help=N_("Tell what would be done, and do nothing."))
@report_language
def load(name: str | None, dry_run: bool, spoken: str | None) -> None:
    with in_language(spoken):
        if name:
            _tell(load_ready_made(OPERATOR, name, dry_run), dry_run)
        else:
            _list()


def _list() -> None:
    for one in ready_made():
        click.echo(f"{one.name}: {pick(one.kind, 'many')}")


def _tell(taken: Sequence[TakenOver], is_trial: bool) -> None:
    for line in lines(taken):
        click.echo(line)
    tell_end(is_trial, is_written=True, is_change=any(one.outcome != "SAME" for one in taken))


@records.command(
    help=N_(
        "Strike out personal values that were kept as long as fields and surveys allow. The worker does it by itself."
    )
)
def strike() -> None:
    count = strike_out_overdue(clock.today()) + purge_overdue(clock.today())
    click.echo(ngettext("Struck out of %(count)s record.", "Struck out of %(count)s records.", count))


@records.command(help=N_("Write anew what the entries of own record types are called and searched by."))
def rebuild() -> None:
    count = write_all()
    click.echo(ngettext("%(count)s entry was written anew.", "%(count)s entries were written anew.", count))
