"""tansiq reference load|boundaries: areas, sectors and other tables that the register starts with."""

from pathlib import Path

import click

from tansiq.faults import Refused
from tansiq.language.words import N_, gettext, ngettext
from tansiq.platform import clock
from tansiq.reference.load import load as load_tables
from tansiq.reference.load import row_count
from tansiq.reference.merging import Outcome
from tansiq.reference.tables import COUNTRIES

_SHOWN = 20
_TABLES = {
    "areas": N_("Areas"),
    "sectors": N_("Sectors"),
    "activity_types": N_("Kinds of activity"),
    "population_groups": N_("Population groups"),
    "goals": N_("Sustainable development goals"),
}


@click.group(help=N_("Load the tables of areas, sectors and groups that come with the program."))
def reference() -> None:
    """Group of commands."""


@reference.command(help=N_("Load the areas of COUNTRY, and the sectors, activities and population groups."))
@click.argument("country", type=click.Choice(list(COUNTRIES)))
def load(country: str) -> None:
    with click.progressbar(length=row_count(country), label=gettext("Loading")) as bar:
        outcomes = load_tables(country, clock.today(), bar.update)
    for table, outcome in outcomes.items():
        click.echo(f"{gettext(_TABLES[table])}: {_counts_in_words(outcome)}")


@reference.command(help=N_("Store the outlines of areas from FILE, TopoJSON or GeoJSON in degrees, by P-code."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def boundaries(file: Path) -> None:
    from tansiq.reference.boundaries import load_boundaries

    try:
        report = load_boundaries(file)
    except Refused as refused:
        raise click.ClickException("\n".join(str(fault) for fault in refused.faults)) from refused
    outcome = Outcome(new=report.new, changed=report.changed, same=report.same)
    title = gettext("Outlines")
    click.echo(f"{title}: {_counts_in_words(outcome)}")
    _list(report.repaired, gettext("Repaired where their lines crossed"))
    _list(report.unmatched, gettext("Not in the register, left out"))


def _list(pcodes: list[str], title: str) -> None:
    """The first P-codes of a list under a title, and how many more there are; nothing for an empty list."""
    if not pcodes:
        return
    more = len(pcodes) - _SHOWN
    rest = " " + ngettext("and %(count)s more", "and %(count)s more", more) if more > 0 else ""
    click.echo(f"{title} ({len(pcodes)}): {' '.join(pcodes[:_SHOWN])}{rest}")


def _counts_in_words(outcome: Outcome) -> str:
    """The counts that are not nought, in words."""
    counts = {
        gettext("new"): outcome.new,
        gettext("changed"): outcome.changed,
        gettext("closed"): outcome.closed,
        gettext("corrected by hand and kept"): outcome.corrected,
        gettext("unchanged"): outcome.same,
    }
    told = [f"{word} {count}" for word, count in counts.items() if count]
    return gettext(", ").join(told)
