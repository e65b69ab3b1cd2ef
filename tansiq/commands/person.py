"""tansiq person: the people who sign in to the panel, entered, listed, disabled and enabled."""

from collections.abc import Callable

import click

from tansiq.accounts import password_links, passwords, people
from tansiq.accounts.people import Rights, rights_of
from tansiq.faults import Refused
from tansiq.language.vocabulary import ROLES
from tansiq.language.words import DEFAULT_LANGUAGE, LANGUAGES, N_, gettext, listed
from tansiq.models import Account, Area, Organization
from tansiq.platform.mail_addresses import normal_form
from tansiq.policy.viewer import OPERATOR
from tansiq.policy.visibility import visible


@click.group(help=N_("Enter, list, disable and enable the people who sign in."))
def person() -> None:
    """Group of commands."""


def _with_rights(command: Callable[..., None]) -> Callable[..., None]:
    """The options that say what a person may do: several roles, areas and organisations."""
    role = click.option(
        "--role", "roles", type=click.Choice(ROLES.codes), multiple=True, help=N_("A role; may be repeated.")
    )
    area = click.option(
        "--area", "pcodes", multiple=True, help=N_("P-code of an area that an officer is in charge of.")
    )
    told = N_("Acronym or number of an organisation that a partner speaks for.")
    return role(area(click.option("--organization", "names", multiple=True, help=told)(command)))


@person.command(help=N_("Enter a person who may sign in, and ask for the password."))
@click.argument("email")
@click.option("--name", default="", help=N_("The person's name, as others see it in the history."))
@_with_rights
@click.option("--language", type=click.Choice(LANGUAGES), default=DEFAULT_LANGUAGE, show_default=True)
@click.password_option(envvar="TANSIQ_PERSON_PASSWORD", help=N_("Asked for when it is not given."))
def create(email: str, name: str, language: str, password: str, **rights: tuple[str, ...]) -> None:
    account = Account(email=email, name=name, language=language)
    wrong = tuple(passwords.faults(password, account))
    if wrong:
        raise Refused(*wrong)
    # Whoever enters somebody without saying as what enters the first administrator.
    people.enter_person(OPERATOR, account, password, _rights(**{**rights, "roles": rights["roles"] or ("ADMIN",)}))
    click.echo(gettext("%(email)s may sign in.", email=account.email))


@person.command(help=N_("Give a person other roles, areas and organisations than they have."))
@click.argument("email")
@_with_rights
def grant(email: str, **rights: tuple[str, ...]) -> None:
    account = _find(email)
    people.grant(OPERATOR, account, _rights(**rights))
    click.echo(_line(account))


@person.command("list", help=N_("List the people who sign in, with their roles."))
def list_people() -> None:
    for account in visible(Account, OPERATOR).where(Account.archived_at.is_null()).order_by(Account.email):
        click.echo(_line(account))


@person.command(help=N_("Let a person sign in no more; their history stays."))
@click.argument("email")
def disable(email: str) -> None:
    account = _find(email)
    people.set_active(OPERATOR, account, False)
    click.echo(gettext("%(email)s signs in no more.", email=account.email))


@person.command(help=N_("Let a person who was disabled sign in again."))
@click.argument("email")
def enable(email: str) -> None:
    account = _find(email)
    people.set_active(OPERATOR, account, True)
    click.echo(gettext("%(email)s may sign in.", email=account.email))


@person.command("password", help=N_("Set a person's password, and sign them out everywhere."))
@click.argument("email")
@click.password_option(envvar="TANSIQ_PERSON_PASSWORD", help=N_("Asked for when it is not given."))
def set_password(email: str, password: str) -> None:
    account = _find(email)
    passwords.set_password(OPERATOR, account, password)
    click.echo(gettext("The password of %(email)s was set.", email=account.email))


@person.command(help=N_("Enter a person without a password, or take one who is there, and print a link to choose it."))
@click.argument("email")
@click.option("--name", default="", help=N_("The person's name, as others see it in the history."))
@_with_rights
@click.option("--language", type=click.Choice(LANGUAGES), default=DEFAULT_LANGUAGE, show_default=True)
def invite(email: str, name: str, language: str, **rights: tuple[str, ...]) -> None:
    account: Account | None = visible(Account, OPERATOR).where(Account.email == normal_form(email)).first()
    if account is None:
        account = Account(email=email, name=name, language=language)
        people.enter_person(OPERATOR, account, None, _rights(**rights))
    link = password_links.make_link(OPERATOR, account)
    click.echo(link.address("http://127.0.0.1:8000"))


def _find(email: str) -> Account:
    account: Account | None = visible(Account, OPERATOR).where(Account.email == normal_form(email)).first()
    if account is None:
        raise click.ClickException(gettext("Nobody signs in as “%(email)s”.", email=email))
    return account


def _rights(roles: tuple[str, ...], pcodes: tuple[str, ...], names: tuple[str, ...]) -> Rights:
    areas, organizations = (_area(pcode) for pcode in pcodes), (_organization(name) for name in names)
    return Rights(frozenset(roles), frozenset(areas), frozenset(organizations))


def _area(pcode: str) -> int:
    area = visible(Area, OPERATOR).where(Area.pcode == pcode.strip().upper()).first()
    if area is None:
        raise click.ClickException(gettext("There is no area with the P-code “%(pcode)s”.", pcode=pcode))
    return int(area.id)


def _organization(name: str) -> int:
    named = Organization.id == int(name) if name.isascii() and name.isdigit() else Organization.acronym == name
    found = list(visible(Organization, OPERATOR).where(named, Organization.archived_at.is_null()).limit(2))
    if len(found) != 1:
        raise click.ClickException(gettext("“%(name)s” is not the acronym or number of one organisation.", name=name))
    return int(found[0].id)


def _line(account: Account) -> str:
    """Address, name, roles with what they are limited to, and the state, apart by tabs."""
    held = rights_of(OPERATOR, account)
    areas = visible(Area, OPERATOR).where(Area.id.in_(held.area_ids)).order_by(Area.pcode)
    organizations = visible(Organization, OPERATOR).where(Organization.id.in_(held.organization_ids))
    limits = [*(area.pcode for area in areas), *(one.acronym or str(one.id) for one in organizations)]
    roles = listed(ROLES.label(name) for name in ROLES.codes if name in held.roles)
    state = "" if account.active else gettext("disabled")
    return "\t".join([account.email, account.name, roles, " ".join(limits), state]).rstrip()
