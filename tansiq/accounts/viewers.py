"""The viewer that an account is: its roles, and the areas and organisations that these are limited to."""

from typing import Any

from peewee import Value

from tansiq.models import Account, AccountArea, AccountOrganization, AccountRole, Organization, PlanInvitation, Role
from tansiq.platform.kept_statements import ask, slot
from tansiq.policy.viewer import NO_IDS, Viewer


def viewer_of(account_id: int | None, language: str) -> Viewer:
    """Who an account is now: one that was disabled, or lost its role meanwhile, may no more than anybody."""
    account = Account.get_or_none(Account.id == account_id) if account_id else None
    if account is None or not account.active or account.archived_at is not None:
        return Viewer(language=language)
    return as_viewer(account, language)


def as_viewer(account: Account, language: str) -> Viewer:
    """The viewer that a standing account is. A role without what it is limited to allows nothing."""
    held = ask("rights", _rights, {"account": account.id, "email": account.email})
    ids = {kind: frozenset(row_id for told, row_id, _ in held if told == kind) for kind in (AREA, ORGANIZATION, PLAN)}
    roles = frozenset(name for kind, _, name in held if kind == ROLE)
    return Viewer(
        roles=roles,
        area_ids=ids[AREA] if "OFFICER" in roles else NO_IDS,
        organization_ids=ids[ORGANIZATION] if "PARTNER" in roles else NO_IDS,
        plan_ids=ids[PLAN],
        account_id=account.id,
        name=account.name or account.email,
        language=language,
    )


AREA, ORGANIZATION, PLAN, ROLE = range(4)


def _rights() -> Any:
    """(kind, id, name) of all that an account holds: the ids of its areas, of its organisations and of those found to
    be the same as one of them, and of the plans to which its own address is invited; the names of its roles."""
    mine = AccountOrganization.account == slot("account")
    named = AccountOrganization.select(AccountOrganization.organization).where(mine)
    asked = (PlanInvitation.email == slot("email")) & PlanInvitation.archived_at.is_null()
    areas = _told(AREA, AccountArea, AccountArea.area).where(AccountArea.account == slot("account"))
    return (
        areas.union_all(_told(ORGANIZATION, AccountOrganization, AccountOrganization.organization).where(mine))
        .union_all(_told(ORGANIZATION, Organization, Organization.id).where(Organization.canonical.in_(named)))
        .union_all(_told(PLAN, PlanInvitation, PlanInvitation.plan).where(asked))
        .union_all(
            Role.select(Value(ROLE), Value(0), Role.name)
            .join(AccountRole)
            .where(AccountRole.account == slot("account"))
        )
    )


def _told(kind: int, table: Any, column: Any) -> Any:
    return table.select(Value(kind), column, Value(""))
