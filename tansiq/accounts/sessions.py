"""Where somebody is signed in: one row a browser, its id known to that browser's cookie alone.

    signed in -> start_session -> id in the cookie -> check_session(account, id) with every page -> False: signed out

Of the browser its make and system are kept, no address: enough for its owner to know it again.
"""

import hashlib
import re
import secrets
from datetime import datetime, timedelta

from peewee import ModelSelect

from tansiq.accounts import passwords
from tansiq.models import Account, AccountSession
from tansiq.models.record import now
from tansiq.platform.database import db, in_passing
from tansiq.platform.kept_statements import find, slot
from tansiq.platform.lru import LruCache
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.records.changes import require, save_derived

NOTED = timedelta(minutes=1)
"""How often it is noted at most that a session is in use."""

KEPT = timedelta(days=365)
"""How long a session is kept that nobody ended; the settings let none last longer."""

_BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone|iPad", "iOS"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def start_session(account_id: int, agent: str) -> str:
    """Note that an account is signed in, in a browser that calls itself `agent`; returns the id for its cookie."""
    past = (AccountSession.account == account_id) & (AccountSession.seen_at < now() - KEPT)
    AccountSession.delete().where(past).execute()
    session_id = secrets.token_urlsafe(24)
    AccountSession.insert(account=account_id, key=_digest(session_id), browser=browser_of(agent)).execute()
    return session_id


def check_session(account_id: int, session_id: str, idle: timedelta | None, longest: timedelta) -> bool:
    """Whether a session still holds: it was not ended, not idle for longer than `idle`, not older than `longest`.

    `idle` is None where somebody asked to be remembered.
    """
    found = find(AccountSession, "session", _session, {"key": _digest(session_id), "account": account_id})
    if found is None:
        return False
    moment = now()
    if moment - found.begun_at > longest or (idle is not None and moment - found.seen_at > idle):
        in_passing(AccountSession.delete().where(AccountSession.id == found.id).execute)
        return False
    if moment - found.seen_at >= NOTED:
        _note_use(found, moment)
    return True


def _session() -> "ModelSelect[AccountSession]":
    mine = (AccountSession.key == slot("key")) & (AccountSession.account == slot("account"))
    return AccountSession.select().where(mine)


_tried: LruCache[bool] = LruCache(512)
"""The minutes in which this process already tried to note the use of a session."""


def _note_use(found: AccountSession, moment: datetime) -> None:
    """Note that a session is in use, if that keeps its owner from nothing."""
    note = AccountSession.update(seen_at=moment).where(AccountSession.id == found.id)
    _tried.get((db.obj, found.id, moment.replace(second=0)), lambda: in_passing(note.execute))


def end_session(session_id: str) -> None:
    """Note that one session has ended."""
    AccountSession.delete().where(AccountSession.key == _digest(session_id)).execute()


def end_one(viewer: Viewer, row: AccountSession) -> None:
    """Sign one browser out from elsewhere, as its owner or an administrator. Raises Refused(FORBIDDEN)."""
    require(viewer, "ARCHIVE", row)
    AccountSession.delete().where(AccountSession.id == row.id).execute()


def end_all(viewer: Viewer, account: Account) -> None:
    """Sign an account out everywhere, as its owner or an administrator, and void every link sent to it.

    Raises Refused(FORBIDDEN).
    """
    save_derived(viewer, account, fs_uniquifier=passwords.fresh_key())
    AccountSession.delete().where(AccountSession.account == account.id).execute()


def valid_sessions(viewer: Viewer, account: Account, longest: timedelta) -> "ModelSelect[AccountSession]":
    """The sessions of an account that `viewer` may see and that hold, the latest in use first."""
    standing = (AccountSession.account == account.id) & (AccountSession.begun_at > now() - longest)
    return visible(AccountSession, viewer).where(standing).order_by(AccountSession.seen_at.desc())


def has_id(row: AccountSession, session_id: str) -> bool:
    """Whether the row is the session with this id."""
    return secrets.compare_digest(row.key, _digest(session_id))


def browser_of(agent: str) -> str:
    """A browser's make and system from what it calls itself: "Firefox, Windows"; "" where neither is known."""
    made = [next((name for sign, name in signs if re.search(sign, agent)), "") for signs in (_BROWSERS, _SYSTEMS)]
    return ", ".join(name for name in made if name)


def _digest(session_id: str) -> str:
    return hashlib.sha256(session_id.encode()).hexdigest()
