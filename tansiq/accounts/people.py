"""People who sign in: entered, given roles and what these are limited to, disabled and enabled again.

    account + Rights(roles, areas, organisations) -> save_person -> faults -> account + parts + history, or Refused

Whoever runs the register cannot be locked out: nobody takes away the last administrator, or themself.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from peewee import Model

from tansiq.accounts import passwords
from tansiq.faults import Fault, Refused
from tansiq.language.vocabulary import ROLES
from tansiq.language.words import say
from tansiq.models import Account, AccountArea, AccountOrganization, AccountRole, Area, Organization, Role
from tansiq.policy.viewer import NO_IDS, Ids, Viewer
from tansiq.policy.visibility import visible
from tansiq.records import changes


@dataclass(frozen=True)
class Rights:
    """`roles` are codes of ROLES; areas count for officers alone, organisations for partners alone."""

    roles: frozenset[str] = frozenset()
    area_ids: Ids = NO_IDS
    organization_ids: Ids = NO_IDS

    def faults(self) -> Iterator[Fault]:
        """What these rights lack: MISSING, INVALID, OFFICER_WITHOUT_AREA, PARTNER_WITHOUT_ORGANIZATION."""
        if not self.roles:
            yield Fault("MISSING", "roles", say("Choose at least one role."))
        if not self.roles <= set(ROLES.codes):
            yield Fault("INVALID", "roles", say("Choose one of the roles offered."))
        if "OFFICER" in self.roles and not self.area_ids:
            yield Fault("OFFICER_WITHOUT_AREA", "areas", say("Name the areas that the officer is in charge of."))
        if "PARTNER" in self.roles and not self.organization_ids:
            text = say("Name the organisations that the partner speaks for.")
            yield Fault("PARTNER_WITHOUT_ORGANIZATION", "organizations", text)


def rights_of(viewer: Viewer, account: Account) -> Rights:
    """The rights of an account, as far as `viewer` may see them."""
    roles = visible(AccountRole, viewer).where(AccountRole.account == account.id).select(AccountRole.role)
    names = Role.select(Role.name).where(Role.id.in_(roles)).tuples()
    return Rights(
        frozenset(name for (name,) in iter(names.execute())),
        _limits(viewer, AccountArea, AccountArea.area, account),
        _limits(viewer, AccountOrganization, AccountOrganization.organization, account),
    )


def save_person(viewer: Viewer, account: Account, rights: Rights) -> Account:
    """Enter or change a person together with their rights.

    Raises Refused: FORBIDDEN, EMAIL_TAKEN, the codes of Rights.faults, OWN_RIGHTS, LAST_ADMINISTRATOR, or
    whatever `changes.save` refuses.
    """
    changes.require(viewer, "CHANGE", Account)
    if wrong := faults(viewer, account, rights):
        raise Refused(*wrong)
    with changes.together(), _guarding(viewer, account):
        if not account.id or Account.get_by_id(account.id).email != account.email:
            # Links and sessions of the former address end.
            account.fs_uniquifier = passwords.fresh_key()
        changes.save(viewer, account)
        _replace(viewer, account, rights)
    return account


def faults(viewer: Viewer, account: Account, rights: Rights) -> list[Fault]:
    """Everything wrong with a person and their rights, all at once."""
    account.complete()
    return [*account.all_faults(), *_taken(account), *rights.faults(), *_unseen(viewer, rights)]


def grant(viewer: Viewer, account: Account, rights: Rights) -> None:
    """Give a person exactly these rights. Raises Refused as `save_person` does."""
    changes.require(viewer, "CHANGE", account)
    if wrong := (*rights.faults(), *_unseen(viewer, rights)):
        raise Refused(*wrong)
    with changes.together(), _guarding(viewer, account):
        _replace(viewer, account, rights)


def enter_person(viewer: Viewer, account: Account, password: str | None, rights: Rights | str) -> Account:
    """Enter a new person with rights, or one role without limits, and a password unless they are to be invited.

    The rules of passwords are asked by whoever lets a person choose one. Raises Refused as `save_person` does.
    """
    if password is not None:
        passwords.keep(account, password)
    return save_person(viewer, account, rights if isinstance(rights, Rights) else Rights(frozenset({rights})))


def set_active(viewer: Viewer, account: Account, is_active: bool) -> None:
    """Let a person sign in again, or no more: they are out at once. Raises Refused as `save_person` does."""
    with changes.together(), _guarding(viewer, account):
        account.active = is_active
        account.fs_uniquifier = passwords.fresh_key()
        changes.save(viewer, account)


def archive(viewer: Viewer, account: Account) -> None:
    """Take a person out of lists; they sign in no more. Raises Refused as `save_person` does."""
    with changes.together(), _guarding(viewer, account):
        account.fs_uniquifier = passwords.fresh_key()
        changes.archive(viewer, account)


@contextmanager
def _guarding(viewer: Viewer, account: Account) -> Iterator[None]:
    """What is done within takes no administrator away who is the last one, or does it themself."""
    # One at a time: two administrators who demote each other at the same moment would leave none.
    Role.update(name="ADMIN").where(Role.name == "ADMIN").execute()
    was_administrator = account.id in _administrators()
    yield
    left = _administrators()
    if not was_administrator or account.id in left:
        return
    if account.id == viewer.account_id:
        text = say("You cannot take your own access away. Ask another administrator.")
        raise Refused(Fault("OWN_RIGHTS", "", text))
    if not left:
        text = say("This is the last administrator who may sign in. Make somebody else an administrator first.")
        raise Refused(Fault("LAST_ADMINISTRATOR", "", text))


def _administrators() -> list[int]:
    """The ids of the accounts that may sign in as administrators."""
    held = AccountRole.select(AccountRole.account).join(Role).where(Role.name == "ADMIN")
    standing = Account.active & Account.archived_at.is_null() & Account.id.in_(held)
    return [row_id for (row_id,) in iter(Account.select(Account.id).where(standing).tuples().execute())]


def _taken(account: Account) -> Iterator[Fault]:
    other = Account.get_or_none((Account.email == account.email) & (Account.id != (account.id or 0)))
    if other is not None and other.archived_at is not None:
        yield Fault("EMAIL_TAKEN", "email", say("An archived person has this address. Restore them instead."))
    elif other is not None:
        yield Fault("EMAIL_TAKEN", "email", say("Another person already has this address."))


def _replace(viewer: Viewer, account: Account, rights: Rights) -> None:
    areas, organizations = _limits_that_count(rights)
    for name in sorted(rights.roles):
        Role.insert(name=name).on_conflict_ignore().execute()
    held = Role.select(Role.id).where(Role.name.in_(sorted(rights.roles))).tuples()
    replace = changes.replace_parts
    replace(viewer, account, AccountRole, [{"role": row_id} for (row_id,) in iter(held.execute())])
    replace(viewer, account, AccountArea, [{"area": row_id} for row_id in areas])
    replace(viewer, account, AccountOrganization, [{"organization": row_id} for row_id in organizations])


def _limits_that_count(rights: Rights) -> tuple[Ids, Ids]:
    """The areas and the organisations that the roles are limited to."""
    areas = rights.area_ids if "OFFICER" in rights.roles else NO_IDS
    return areas, rights.organization_ids if "PARTNER" in rights.roles else NO_IDS


def _unseen(viewer: Viewer, rights: Rights) -> Iterator[Fault]:
    areas, organizations = _limits_that_count(rights)
    limits: tuple[tuple[Any, Ids, str], ...] = (
        (Area, areas, "areas"),
        (Organization, organizations, "organizations"),
    )
    for model, ids, field in limits:
        if visible(model, viewer).where(model.id.in_(sorted(ids))).count() != len(ids):
            yield Fault("NOT_FOUND", field, say("Choose one of the records offered."))


def _limits(viewer: Viewer, table: type[Model], column: Any, account: Account) -> Ids:
    rows: Any = visible(table, viewer).where(table.account == account.id).select(column).tuples()  # type: ignore[attr-defined]
    return frozenset(row_id for (row_id,) in iter(rows.execute()))
