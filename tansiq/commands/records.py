"""tansiq records: rows that hold what their columns should not, personal values kept long enough, and definitions as
documents."""

from pathlib import Path

import click

from tansiq.commands.import_options import in_language, report_language, tell_end
from tansiq.definition_documents.collecting import collect
from tansiq.definition_documents.document import Document, read_document, written
from tansiq.definition_documents.ready_made import find_ready_made
from tansiq.definition_documents.taking_over import take_over
from tansiq.definition_documents.telling import lines
from tansiq.language.words import N_, gettext, ngettext
from tansiq.platform import clock
from tansiq.policy.viewer import OPERATOR
from tansiq.records.entry_texts import write_all
from tansiq.records.wrong_rows import find_wrong_rows
from tansiq.struck_values import strike_out_overdue
from tansiq.surveys.purging import purge_overdue


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
    help=N_("Write the record types and fields with these NAMES, such as wells or organization, to OUT; else all."),
)
@click.argument("out", type=click.Path(dir_okay=False, writable=True, path_type=Path))
@click.argument("names", nargs=-1)
def export_types(out: Path, names: tuple[str, ...]) -> None:
    document = collect(names or None)
    out.write_bytes(written(document))
    click.echo(gettext("Written to %(file)s.", file=out))


@records.command("import-types", help=N_("Take over the record types and fields of FILE: all of them, or none."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help=N_("Tell what would be done, and do nothing."))
@report_language
def import_types(file: Path, dry_run: bool, spoken: str | None) -> None:
    with in_language(spoken):
        _take_over(read_document(file.read_bytes()), dry_run)


@records.command(help=N_("Load one of the registers that come with Tansiq: wells, productive_groups."))
@click.argument("name")
@click.option("--dry-run", is_flag=True, help=N_("Tell what would be done, and do nothing."))
@report_language
def load(name: str, dry_run: bool, spoken: str | None) -> None:
    with in_language(spoken):
        _take_over(find_ready_made(name).document, dry_run)


def _take_over(document: Document, is_trial: bool) -> None:
    taken = take_over(OPERATOR, document, is_trial)
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
