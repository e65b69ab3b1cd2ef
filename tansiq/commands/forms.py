"""tansiq forms workbook: reports of periodic forms, to be filled offline."""

from pathlib import Path

import click

from tansiq.commands.import_options import in_language
from tansiq.commands.sheet_format import WRITABLE
from tansiq.exchange.reporting.filled_units import standing, units_filled
from tansiq.faults import Fault, Refused
from tansiq.language.words import LANGUAGES, N_, ngettext, say
from tansiq.models import TypeDefinition, Unit
from tansiq.models.definitions import known
from tansiq.policy.viewer import OPERATOR
from tansiq.records.named_rows import NamedRows
from tansiq.reporting_period import period_named


@click.group(help=N_("Periodic forms: what units report."))
def forms() -> None:
    """Group of commands."""


@forms.command(help=N_("Write the locked workbook of FORM (its key) for PERIOD to OUT: a sheet for each unit."))
@click.argument("form")
@click.argument("period")
@click.argument("out", type=WRITABLE)
@click.option("--unit", help=N_("One unit alone, by code or name."))
@click.option("--language", "spoken", type=click.Choice(LANGUAGES), help=N_("The language of the workbook."))
def workbook(form: str, period: str, out: Path, unit: str | None, spoken: str | None) -> None:
    from tansiq.exchange.reporting.writing import write_reports

    with in_language(spoken):
        kind, asked = _form(form), period_named(period)
        units = _units(units_filled(OPERATOR, kind, asked), unit)
        rows = standing(OPERATOR, kind, asked, units)
        with out.open("wb") as book:
            count = write_reports(OPERATOR, rows, book)
        click.echo(ngettext("%(count)s sheet is in %(file)s.", "%(count)s sheets are in %(file)s.", count, file=out))


def _form(key: str) -> TypeDefinition:
    found = next((form for form in known().types.values() if form.is_form and form.key == key), None)
    if found is None:
        raise Refused(Fault("NOT_FOUND", "form", say("There is no form with this key.")))
    return found


def _units(units: list[Unit], text: str | None) -> list[Unit]:
    """Those that a text names, all of them without one. Raises Refused(NOT_EXPECTED) where none is left."""
    if text is not None:
        ids = NamedRows(OPERATOR, Unit).find(text)
        units = [unit for unit in units if unit.id in ids]
    if not units:
        raise Refused(Fault("NOT_EXPECTED", "unit", say("No such unit fills this form for that period.")))
    return units
