"""The viewer that an account is: its roles, and the areas and organisations that these are limited to."""

from typing import Any

from peewee import Model

from tansiq.models import Account, AccountArea, AccountOrganization, AccountRole, Organization, PlanInvitation, Role
from tansiq.policy.viewer import NO_IDS, Ids, Viewer


def viewer_of(account_id: int | None, language: str) -> Viewer:
    """Who an account is now: one that was disabled, or lost its role meanwhile, may no more than anybody."""
    account = Account.get_or_none(Account.id == account_id) if account_id else None
    if account is None or not account.active or account.archived_at is not None:
        return Viewer(language=language)
    return as_viewer(account, language)


def as_viewer(account: Account, language: str) -> Viewer:
    """The viewer that a standing account is. A role without what it is limited to allows nothing."""
    held = Role.select(Role.name).join(AccountRole).where(AccountRole.account == account.id)
    roles = frozenset(name for (name,) in iter(held.tuples().execute()))
    return Viewer(
        roles=roles,
        area_ids=_limits(AccountArea, AccountArea.area, account) if "OFFICER" in roles else NO_IDS,
        organization_ids=_organizations(account) if "PARTNER" in roles else NO_IDS,
        plan_ids=_plans_open_to(account),
        account_id=account.id,
        name=account.name or account.email,
        language=language,
    )


def _limits(table: type[Model], column: Any, account: Account) -> Ids:
    rows: Any = table.select(column).where(table.account == account.id).tuples()  # type: ignore[attr-defined]
    return frozenset(row_id for (row_id,) in iter(rows.execute()))


def _plans_open_to(account: Account) -> Ids:
    """The plans to which somebody is invited by their own address."""
    asked = (PlanInvitation.email == account.email) & PlanInvitation.archived_at.is_null()
    rows: Any = PlanInvitation.select(PlanInvitation.plan).where(asked).tuples()
    return frozenset(row_id for (row_id,) in iter(rows.execute()))


def _organizations(account: Account) -> Ids:
    """The organisations themselves, and those that were found to be the same as one of them."""
    named = _limits(AccountOrganization, AccountOrganization.organization, account)
    same = Organization.select(Organization.id).where(Organization.canonical.in_(sorted(named))).tuples()
    return named | {row_id for (row_id,) in iter(same.execute())}
