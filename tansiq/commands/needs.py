"""tansiq needs import: people in need from HXL sheets and HDX HAPI."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from tansiq.commands.day_option import DAY
from tansiq.commands.import_options import (
    choices_of,
    in_language,
    operator_of,
    reading_options,
    report_language,
    tell_end,
    tell_progress,
    writing_options,
)
from tansiq.exchange.needs_import import NeedsChoices, NeedsPlan, import_needs, lines
from tansiq.exchange.values.periods import Period
from tansiq.language.words import N_, gettext


@click.group(help=N_("Bring people in need in."))
def needs() -> None:
    """Group of commands."""


@needs.command("import", help=N_("Import people in need from FILE, an HXL sheet or a file of HDX HAPI."))
@reading_options
@click.option("--source", help=N_("Who says so; else HDX HAPI, or the name of the file."))
@click.option("--from", "begins", type=DAY, help=N_("The first day of the needs, where the sheet gives no period."))
@click.option("--to", "ends", type=DAY, help=N_("The last day of the needs, where the sheet gives no period."))
@writing_options
@report_language
def import_(file: Path, spoken: str | None, source: str | None, **chosen: Any) -> None:
    with in_language(spoken):
        read = choices_of(chosen)
        choices = NeedsChoices(source=source, period=_period(chosen["begins"], chosen["ends"]), **read)
        _tell(import_needs(operator_of(chosen), file, choices, tell_progress), chosen["dry_run"])


def _period(begins: date | None, ends: date | None) -> Period | None:
    if begins is None and ends is None:
        return None
    if begins is None or ends is None:
        raise click.ClickException(gettext("Give both --from and --to, or neither."))
    return Period(begins, ends)


def _tell(made: NeedsPlan, is_dry: bool) -> None:
    for line in lines(made):
        click.echo(line)
    click.echo("")
    tell_end(is_dry, made.is_written, bool(made.new or made.changed))
