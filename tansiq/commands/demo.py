"""tansiq demo load|tell: the demonstration register, labelled as synthetic wherever it shows."""

from dataclasses import asdict, replace

import click

from tansiq.demo import PASSWORD
from tansiq.demo.countries import COUNTRIES
from tansiq.faults import Refused
from tansiq.language.vocabulary import ROLES
from tansiq.language.words import N_, AsWritten, gettext
from tansiq.platform.settings import read_settings
from tansiq.policy.viewer import OPERATOR

UNLABELLED = N_("Set TANSIQ_DEMO=1, so that every page and answer says that the data is synthetic.")
ENTERED = {
    "organizations": N_("Organisations"),
    "projects": N_("Projects"),
    "interventions": N_("Interventions"),
    "sites": N_("Sites"),
    "needs": N_("Needs"),
    "plans": N_("Plans"),
    "plan_items": N_("Plan items"),
    "demands": N_("Demands"),
    "commitments": N_("Commitments"),
    "units": N_("Administrative units"),
    "entries": N_("Entries"),
    "assignments": N_("Assignments"),
    "reports": N_("Periodic reports"),
}
LOADER = replace(OPERATOR, name="demonstration")
"""Who the history names for all that the demonstration wrote."""
ADDRESSES = {
    "/admin/": N_("Back office"),
    "/graphql": N_("GraphQL endpoint"),
    "/readyz": N_("State of the service"),
}


@click.group(help=N_("Load the demonstration register and say where it is seen."))
def demo() -> None:
    """Group of commands."""


@demo.command(help=N_("Enter a synthetic register of a country with its plans; what stands already is left as it is."))
@click.option(
    "--country",
    type=click.Choice([*COUNTRIES]),
    default="yemen",
    show_default=True,
    help=N_("The country whose register and plans are entered."),
)
def load(country: str) -> None:
    if not read_settings().is_demo:
        raise click.ClickException(gettext(UNLABELLED))
    # What only the demonstration needs is read when it is asked for.
    from tansiq.demo.load import load as load_demo
    from tansiq.demo.people import enter_people

    try:
        loaded = load_demo(LOADER, country)
        enter_people(LOADER)
    except Refused as refused:
        raise click.ClickException("\n".join(str(fault) for fault in refused.faults)) from refused
    if loaded is None:
        click.echo(gettext("The demonstration is already there. Nothing to do."))
        return
    for name, count in asdict(loaded).items():
        if count:
            click.echo(f"{gettext(ENTERED[name])}: {count}")


@demo.command(help=N_("Print the addresses of the demonstration and its sign-in."))
@click.option("--port", default=8000, show_default=True, help=N_("The port it is served on."))
def tell(port: int) -> None:
    from tansiq.demo.people import PEOPLE

    click.echo(gettext("Synthetic demonstration data: invented organisations, works and numbers on real areas."))
    for path, title in ADDRESSES.items():
        click.echo(f"  {gettext(title)}: http://127.0.0.1:{port}{path}")
    click.echo("  " + gettext("Sign in with the password %(password)s as one of these:", password=AsWritten(PASSWORD)))
    for person in PEOPLE:
        click.echo(f"    {person.email}  {ROLES.label(person.role)}")
