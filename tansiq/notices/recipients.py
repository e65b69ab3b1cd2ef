"""Whom things concern: partners what is their organisations', officers what lies in their areas.

Administrators and auditors, to whom everything is open, are told of nothing but what they did themselves and of where
somebody wrote their name: a register would drown them otherwise, and their start page counts what calls for somebody.
"""

from collections.abc import Sequence
from functools import reduce
from operator import or_
from typing import Any

from peewee import Model, ModelSelect

from tansiq.accounts.viewers import as_viewer
from tansiq.models import Account, AccountOrganization, AccountRole, Role
from tansiq.policy.rules import own_conditions
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

CONCERNED = ("OFFICER", "PARTNER")


def standing_accounts() -> "ModelSelect[Account]":
    """The accounts whose people may sign in."""
    return Account.select().where(Account.active, Account.archived_at.is_null())


def recipients() -> list[Viewer]:
    """All officers and partners, as what they are."""
    holders = AccountRole.select(AccountRole.account).join(Role).where(Role.name.in_(CONCERNED))
    standing = standing_accounts().where(Account.id.in_(holders)).order_by(Account.id)
    found = [as_viewer(account, account.language) for account in standing]
    return [viewer for viewer in found if viewer.area_ids or viewer.organization_ids]


def speakers_for(organization_id: int | None) -> set[int]:
    """The accounts that speak for an organisation."""
    partners = AccountRole.select(AccountRole.account).join(Role).where(Role.name == "PARTNER")
    those = AccountOrganization.select(AccountOrganization.account).where(
        AccountOrganization.organization == organization_id, AccountOrganization.account.in_(partners)
    )
    return {account.id for account in standing_accounts().where(Account.id.in_(those))}


def own_rows(viewer: Viewer, model: type[Model]) -> Any:
    """The rows of a table that concern an officer or a partner, of those they may see."""
    conditions: Sequence[Any] = own_conditions(model, model, viewer)
    query = visible(model, viewer)
    return query.where(reduce(or_, conditions)) if conditions else query.where(model.id < 0)  # type: ignore[attr-defined]
