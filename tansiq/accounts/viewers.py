"""The viewer that an account is: its roles, and the areas and organisations that these are limited to."""

from typing import Any, NamedTuple

from peewee import Value

from tansiq.models import (
    Account,
    AccountArea,
    AccountOrganization,
    AccountRole,
    Organization,
    PlanInvitation,
    Role,
    Unit,
    UnitPerson,
)
from tansiq.platform.id_lists import among, id_list
from tansiq.platform.kept_statements import ask, slot
from tansiq.policy.viewer import NO_IDS, Ids, Viewer


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
    units = _units([(name, row_id) for kind, row_id, name in held if kind == UNIT])
    return Viewer(
        roles=roles,
        area_ids=ids[AREA] if "OFFICER" in roles else NO_IDS,
        organization_ids=ids[ORGANIZATION] if "PARTNER" in roles else NO_IDS,
        plan_ids=ids[PLAN],
        unit_ids=units.read,
        filled_unit_ids=units.filled,
        approved_unit_ids=units.approved,
        account_id=account.id,
        name=account.name or account.email,
        language=language,
    )


AREA, ORGANIZATION, PLAN, ROLE, UNIT = range(5)


def _rights() -> Any:
    """(kind, id, name) of all that an account holds: the ids of its areas, of its organisations and of those found to
    be the same as one of them, of the plans to which its own address is invited, and of the units for which it does
    something; the names of its roles, there and in all."""
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
        .union_all(
            UnitPerson.select(Value(UNIT), UnitPerson.unit, UnitPerson.unit_role).where(
                UnitPerson.account == slot("account")
            )
        )
    )


def _told(kind: int, table: Any, column: Any) -> Any:
    return table.select(Value(kind), column, Value(""))


class _Units(NamedTuple):
    """The units whose reports somebody reads, fills and approves."""

    read: Ids = NO_IDS
    filled: Ids = NO_IDS
    approved: Ids = NO_IDS


def _units(held: list[tuple[str, int]]) -> _Units:
    """What somebody fills, approves and reads: who does something for a unit reads what those below it report as well,
    who approves approves it; each fills in for itself alone."""
    if not held:
        return _Units()
    named = {role: {unit_id for one, unit_id in held if one == role} for role, _ in held}
    read = _with_all_below({unit_id for _, unit_id in held})
    return _Units(read, frozenset(named.get("FILLS", ())), _with_all_below(named.get("APPROVES", set())))


def _with_all_below(unit_ids: set[int]) -> Ids:
    """Units and all that stand below them today."""
    if not unit_ids:
        return NO_IDS
    first: Any = Unit.select(Unit.id.alias("unit_id")).where(among(Unit.id, id_list(unit_ids)))
    base = first.cte("standing_below", recursive=True, columns=("unit_id",))
    below: Any = Unit.select(Unit.id.alias("unit_id")).join(base, on=(base.c.unit_id == Unit.parent))
    # UNION without ALL ends where units stand below each other.
    every = base.union(below)
    return frozenset(unit_id for (unit_id,) in every.select_from(every.c.unit_id).tuples())
