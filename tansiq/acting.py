"""The viewer that an account is, for work that is done on somebody's behalf after the page was left."""

from tansiq.models import Account, AccountRole, Role
from tansiq.viewer import Viewer


def viewer_of(account_id: int | None, language: str) -> Viewer:
    """Who an account is now: one that was disabled, or lost its role meanwhile, may no more than anybody."""
    account = Account.get_or_none(Account.id == account_id) if account_id else None
    if account is None or not account.active or account.archived_at is not None:
        return Viewer(language=language)
    held = Role.select(Role.name).join(AccountRole).where(AccountRole.account == account.id)
    role = "ADMIN" if "ADMIN" in {name for (name,) in iter(held.tuples().execute())} else "ANONYMOUS"
    return Viewer(role=role, account_id=account.id, name=account.name or account.email, language=language)
