"""Whom things concern: partners what is their organisations', officers what lies in their areas.

Administrators and auditors, to whom everything is open, are told of nothing but what they did themselves and of where
somebody wrote their name: a register would drown them otherwise, and their start page counts what calls for somebody.
"""

from peewee import ModelSelect

from tansiq.accounts.viewers import as_viewer
from tansiq.models import Account, AccountOrganization, AccountRole, Role
from tansiq.policy.own_rows import has_own
from tansiq.policy.viewer import Viewer

CONCERNED = ("OFFICER", "PARTNER")


def standing_accounts() -> "ModelSelect[Account]":
    """The accounts whose people may sign in."""
    return Account.select().where(Account.active, Account.archived_at.is_null())


def recipients() -> list[Viewer]:
    """All officers and partners to whom not everything is open, as what they are."""
    holders = AccountRole.select(AccountRole.account).join(Role).where(Role.name.in_(CONCERNED))
    standing = standing_accounts().where(Account.id.in_(holders)).order_by(Account.id)
    found = [as_viewer(account, account.language) for account in standing]
    return [viewer for viewer in found if has_own(viewer)]


def speakers_for(organization_id: int | None) -> set[int]:
    """The accounts that speak for an organisation."""
    partners = AccountRole.select(AccountRole.account).join(Role).where(Role.name == "PARTNER")
    those = AccountOrganization.select(AccountOrganization.account).where(
        AccountOrganization.organization == organization_id, AccountOrganization.account.in_(partners)
    )
    return {account.id for account in standing_accounts().where(Account.id.in_(those))}
