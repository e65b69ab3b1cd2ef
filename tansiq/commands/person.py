"""flask person create|list|disable: the people who sign in to the panel."""

import secrets
import unicodedata

import click
from argon2 import PasswordHasher

from tansiq import changes
from tansiq.faults import Refused
from tansiq.models import Account, AccountRole, Role
from tansiq.viewer import OPERATOR, Viewer
from tansiq.visibility import visible
from tansiq.vocabulary import ROLES
from tansiq.words import DEFAULT_LANGUAGE, LANGUAGES, N_, gettext, listed

SHORTEST_PASSWORD = 8
"""Letters that a password has at least."""


def enter_person(viewer: Viewer, account: Account, password: str, role: str) -> Account:
    """Enter a new account with a password (kept as argon2) and a role of the vocabulary, as `viewer`.

    Raises Refused: FORBIDDEN, or CONFLICT where the address is taken.
    """
    # Sign-in reads what is typed in this normal form, whichever keyboard it comes from.
    account.password = PasswordHasher().hash(unicodedata.normalize("NFKD", password))
    account.email = account.email.strip().lower()
    account.fs_uniquifier = secrets.token_hex(16)
    with changes.together():
        changes.save(viewer, account)
        Role.insert(name=role).on_conflict_ignore().execute()
        held = Role.get(Role.name == role)
        changes.replace_parts(viewer, account, AccountRole, [{"role": held.id}])
    return account


@click.group(help=N_("Enter, list and disable the people who sign in."))
def person() -> None:
    """Group of commands."""


@person.command(help=N_("Enter a person who may sign in, and ask for the password."))
@click.argument("email")
@click.option("--name", default="", help=N_("The person's name, as others see it in the history."))
@click.option("--role", type=click.Choice(ROLES.codes), default="ADMIN", show_default=True)
@click.option("--language", type=click.Choice(LANGUAGES), default=DEFAULT_LANGUAGE, show_default=True)
@click.password_option(envvar="TANSIQ_PERSON_PASSWORD", help=N_("Asked for when it is not given."))
def create(email: str, name: str, role: str, language: str, password: str) -> None:
    if len(password) < SHORTEST_PASSWORD:
        raise click.ClickException(gettext("A password has at least %(least)s letters.", least=SHORTEST_PASSWORD))
    if "@" not in email:
        raise click.ClickException(gettext("“%(email)s” is no e-mail address.", email=email))
    try:
        account = enter_person(OPERATOR, Account(email=email, name=name, language=language), password, role)
    except Refused as refusal:
        raise click.ClickException("\n".join(str(fault) for fault in refusal.faults)) from refusal
    click.echo(gettext("%(email)s may sign in.", email=account.email))


@person.command("list", help=N_("List the people who sign in, with their roles."))
def list_people() -> None:
    for account in visible(Account, OPERATOR).order_by(Account.email):
        held = Role.select().join(AccountRole).where(AccountRole.account == account.id)
        roles = listed(ROLES.label(role.name) for role in held)
        state = "" if account.active else gettext("disabled")
        click.echo("\t".join([account.email, account.name, roles, state]).rstrip())


@person.command(help=N_("Let a person sign in no more; their history stays."))
@click.argument("email")
def disable(email: str) -> None:
    account = visible(Account, OPERATOR).where(Account.email == email.strip().lower()).first()
    if account is None:
        raise click.ClickException(gettext("Nobody signs in as “%(email)s”.", email=email))
    account.active = False
    changes.save(OPERATOR, account)
    click.echo(gettext("%(email)s signs in no more.", email=account.email))
