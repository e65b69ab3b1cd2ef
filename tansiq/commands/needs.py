"""flask needs import: people in need from HXL sheets and HDX HAPI."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from tansiq.commands.fivew import READABLE, answer, in_language, progress
from tansiq.exchange.needs import NeedsChoices, NeedsPlan, bring_in_needs, lines
from tansiq.exchange.sheet.mapping import read_mapping
from tansiq.exchange.values.periods import Period
from tansiq.language.words import LANGUAGES, N_, gettext
from tansiq.policy.viewer import OPERATOR

_DAY = click.DateTime(["%Y-%m-%d"])


@click.group(help=N_("Bring people in need in."))
def needs() -> None:
    """Group of commands."""


@needs.command("import", help=N_("Import people in need from FILE, an HXL sheet or a file of HDX HAPI."))
@click.argument("file", type=READABLE)
@click.option("--sheet", help=N_("The sheet to read; else the best one is found."))
@click.option("--mapping", type=READABLE, help=N_("A JSON file that gives fields to columns."))
@click.option("--country", help=N_("The country of the rows, by code or name."))
@click.option("--source", help=N_("Who says so; else HDX HAPI, or the name of the file."))
@click.option("--from", "begins", type=_DAY, help=N_("The first day of the needs, where the sheet gives no period."))
@click.option("--to", "ends", type=_DAY, help=N_("The last day of the needs, where the sheet gives no period."))
@click.option("--dry-run", is_flag=True, help=N_("Say what would be done; write nothing."))
@click.option("--good-rows-only/--all-or-nothing", help=N_("Enter the good rows although others are wrong."))
@click.option("--language", "spoken", type=click.Choice(LANGUAGES), help=N_("The language of the report."))
def import_(file: Path, spoken: str | None, mapping: Path | None, **chosen: Any) -> None:
    with in_language(spoken):
        choices = NeedsChoices(
            sheet=chosen["sheet"],
            mapping=read_mapping(mapping) if mapping else None,
            country=chosen["country"],
            source=chosen["source"],
            period=_period(chosen["begins"], chosen["ends"]),
            is_dry=chosen["dry_run"],
            good_rows_only=chosen["good_rows_only"],
        )
        _tell(bring_in_needs(OPERATOR, file, choices, progress), chosen["dry_run"])


def _period(begins: datetime | None, ends: datetime | None) -> Period | None:
    if begins is None and ends is None:
        return None
    if begins is None or ends is None:
        raise click.ClickException(gettext("Give both --from and --to, or neither."))
    return Period(begins.date(), ends.date())


def _tell(made: NeedsPlan, is_dry: bool) -> None:
    for line in lines(made):
        click.echo(line)
    click.echo("")
    is_change = bool(made.new or made.changed)
    answer("dry" if is_dry else "refused" if not made.is_written else "written" if is_change else "nothing")
