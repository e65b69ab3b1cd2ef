"""Mentions: "@Nadia Salem, look at this" in a note tells Nadia of it, if she may read the record that the note is of.

A person is known by the name of their account, however it is spelled: folded, and with spaces or underscores within.
Names are compared on the server alone. Whoever may not see the record is told nothing, and nothing says so.
"""

import hashlib
import re
from collections.abc import Iterator

from peewee import Model

from tansiq.accounts.viewers import as_viewer
from tansiq.language.arabic import fold
from tansiq.language.words import say, say_count
from tansiq.models import Account, AccountRole, Role
from tansiq.notices.kinds import News, NoticeKind, register
from tansiq.notices.recipients import standing_accounts
from tansiq.notices.telling import tell
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import may

MENTION = register(
    NoticeKind(
        "MENTION",
        position=10,
        title=say("Notes that name you"),
        events={"NAMED": say("You are named in a note")},
        counted=lambda count: say_count("You are named in %(count)s note", "You are named in %(count)s notes", count),
        is_alone=True,
    )
)

MOST = 20
"""People that one note tells."""
MOST_OFFERED = 30
"""Names that are shown beside a note."""
_MARKS = re.compile(r"(?<![^\W_])[@＠](?=\w)")
"""An @ that begins a word: that of a mail address stands within one."""
_LONGEST = 200


def tell_mentioned(viewer: Viewer, note: str, row: Model) -> None:
    """Tell those whom a note names of the row that it is of, part of the caller's transaction; once for each note."""
    found = [account for account in _named_in(note) if account.id != viewer.account_id][:MOST]
    readers = [account.id for account in found if may(as_viewer(account, account.language), "READ", row)]
    if readers:
        occasion = hashlib.sha256(note.encode()).hexdigest()[:16]
        tell(MENTION, readers, News("NAMED", type(row), row.__data__["id"], occasion))


def names_to_mention(viewer: Viewer) -> list[str]:
    """The names that are offered to whoever writes a note: those of officers and administrators, never an address.

    None for whoever is neither: names of people are personal data, and partners are told of none.
    """
    if not (viewer.is_admin or viewer.area_ids):
        return []
    staff = AccountRole.select(AccountRole.account).join(Role).where(Role.name.in_(("ADMIN", "OFFICER")))
    those = standing_accounts().where(Account.id.in_(staff), Account.name != "", Account.id != viewer.account_id)
    return [account.name for account in those.order_by(Account.name, Account.id).limit(MOST_OFFERED)]


def _named_in(note: str) -> Iterator[Account]:
    """The accounts that a note names; of two names that fit, such as Nadia and Nadia Salem, the longer one."""
    texts = [f"{fold(note[mark.end() : mark.end() + _LONGEST])} " for mark in _MARKS.finditer(note)]
    if not texts:
        return
    named: dict[str, list[Account]] = {}
    for account in standing_accounts().where(Account.name != ""):
        named.setdefault(fold(account.name), []).append(account)
    found = (
        max((name for name in named if name and text.startswith(f"{name} ")), key=len, default="") for text in texts
    )
    for name in dict.fromkeys(found):
        yield from named.get(name, ())
