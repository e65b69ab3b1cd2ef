"""tansiq portal create|token|revoke|list: outside systems that ask the endpoint, and their tokens."""

from datetime import timedelta
from typing import Any

import click

from tansiq.accounts import portals
from tansiq.geography.within import find_area
from tansiq.language.vocabulary import SCOPES, TOKEN_STATES
from tansiq.language.words import N_, gettext
from tansiq.models import Area, PortalArea, PortalClient, PortalToken
from tansiq.models.record import now
from tansiq.policy.viewer import OPERATOR
from tansiq.policy.visibility import visible
from tansiq.records import changes


@click.group(help=N_("Enter portals that ask the endpoint, and make and revoke their tokens."))
def portal() -> None:
    """Group of commands."""


@portal.command(help=N_("Enter a portal and what it may ask and read."))
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, type=click.Choice(SCOPES.codes), help=N_("What it may ask."))
@click.option("--within", "pcodes", multiple=True, help=N_("P-code of an area that it reads."))
@click.option("--whole-register", is_flag=True, help=N_("It reads the whole register, as far as it is published."))
def create(name: str, scopes: tuple[str, ...], pcodes: tuple[str, ...], whole_register: bool) -> None:
    if bool(pcodes) is whole_register:
        raise click.UsageError(gettext("Give either --within or --whole-register."))
    areas: list[Area] = [find_area(OPERATOR, pcode) for pcode in pcodes]
    client = PortalClient(name=name, scopes=" ".join(scopes), is_unlimited=whole_register)
    with changes.together():
        changes.save(OPERATOR, client)
        changes.replace_parts(OPERATOR, client, PortalArea, [{"area": area.id} for area in areas])
    click.echo(gettext("“%(name)s” is entered. Make its token with: tansiq portal token", name=name))


@portal.command(help=N_("Make a new token and show it once; the present ones end after --overlap days."))
@click.argument("name")
@click.option("--days", default=portals.LIFETIME.days, show_default=True, help=N_("How long it lasts."))
@click.option("--overlap", default=7, show_default=True, help=N_("Days for which the present ones hold."))
def token(name: str, days: int, overlap: int) -> None:
    issued = portals.rotate_tokens(OPERATOR, _client(name), timedelta(days=max(overlap, 0)), timedelta(days=days))
    click.echo(issued.secret)


@portal.command(help=N_("Revoke the tokens of a portal, at once: all, or the one that begins so."))
@click.argument("name")
@click.argument("beginning", default="")
def revoke(name: str, beginning: str) -> None:
    client = _client(name)
    found = [
        row for row in portals.valid_tokens(OPERATOR, client) if row.beginning.startswith(beginning[: portals.SHOWN])
    ]
    if not found:
        raise click.ClickException(gettext("“%(name)s” has no such valid token.", name=name))
    for row in found:
        portals.revoke_token(OPERATOR, row)
        click.echo(gettext("The token %(token)s… holds no more.", token=row.beginning))


@portal.command("list", help=N_("List the portals with their tokens."))
def list_portals() -> None:
    for client in visible(PortalClient, OPERATOR).order_by(PortalClient.name):
        click.echo("\t".join([client.name, client.scopes, "" if client.active else gettext("disabled")]).rstrip())
        rows: Any = visible(PortalToken, OPERATOR).where(PortalToken.client == client.id).order_by(PortalToken.id)
        for row in rows:
            click.echo(f"\t{row.beginning}…\t{TOKEN_STATES.label(row.state(now()))}\t{row.expires_at:%Y-%m-%d}")


def _client(name: str) -> PortalClient:
    client: PortalClient | None = visible(PortalClient, OPERATOR).where(PortalClient.name == name).first()
    if client is None:
        raise click.ClickException(gettext("There is no portal called “%(name)s”.", name=name))
    return client
