"""Links by which people set their own password: signed, good for a while, and good once.

    account -> make_link -> token [id, mark] -> account_of -> passwords.set_password -> the mark is another: spent

The mark is made of what changes with the password and with every sign-out everywhere, so that nothing is stored.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from itsdangerous import BadSignature, SignatureExpired, TimestampSigner, URLSafeTimedSerializer

from tansiq.accounts import passwords
from tansiq.accounts.viewers import as_viewer
from tansiq.faults import Fault, Refused
from tansiq.language.words import gettext, say, speaking
from tansiq.models import Account
from tansiq.models.record import now
from tansiq.platform import mailing
from tansiq.platform.mail_addresses import normal_form
from tansiq.platform.mailing import Mail
from tansiq.policy.viewer import Viewer
from tansiq.records import changes

INVITED = timedelta(days=7)
"""How long a link holds that an administrator made: it may travel by telephone and messenger."""

ASKED = timedelta(hours=2)
"""How long a link holds that somebody asked for on the sign-in page."""

PATH = "/admin/password/link?token="
"""Where the back office takes such links."""

_place = {"secret": "", "address": ""}


@dataclass(frozen=True)
class PasswordLink:
    """A token of an account, until when (UTC) it holds, and whether it is the person's first."""

    account: Account
    token: str
    until: datetime
    is_first: bool

    def address(self, origin: str) -> str:
        """The whole address, on the public address of the register where one is set, else on `origin`."""
        return f"{(_place['address'] or origin).rstrip('/')}{PATH}{self.token}"


class _Signer(TimestampSigner):
    def get_timestamp(self) -> int:
        return int(now().replace(tzinfo=UTC).timestamp())


def use(secret: str, public_address: str) -> None:
    """Sign links with `secret`; `public_address` is where people reach the register, "" where nobody said so."""
    _place.update(secret=secret, address=public_address)


def has_address() -> bool:
    """Whether a mail that no administrator's browser asked for can name the register's address safely."""
    return bool(_place["address"])


def make_link(viewer: Viewer, account: Account) -> PasswordLink:
    """A fresh link for a person, as an administrator: older links and all sessions of theirs end.

    Raises Refused: FORBIDDEN, or DISABLED for somebody who may not sign in.
    """
    changes.require(viewer, "CHANGE", account)
    if not account.active or account.archived_at is not None:
        raise Refused(Fault("DISABLED", "", say("This person is disabled. Let them sign in again first.")))
    changes.save_derived(viewer, account, fs_uniquifier=passwords.fresh_key())
    return _link(account, INVITED)


def forgotten_password_link(email: str) -> PasswordLink | None:
    """The link for whoever forgot their password; None for an address under which nobody may sign in.

    Callers say the same in both cases.
    """
    account = Account.get_or_none(Account.email == normal_form(email))
    is_known = account is not None and account.active and account.archived_at is None
    return _link(account, ASKED) if account is not None and is_known else None


def account_of(token: str) -> Account:
    """The account whose password a link may set. Raises Refused: LINK_EXPIRED or LINK_INVALID (forged or spent)."""
    seconds, account_id, mark = _read(token)
    account: Account | None = Account.get_or_none(Account.id == account_id)
    if account is None or not account.active or account.archived_at is not None or mark != _state_digest(account):
        raise Refused(Fault("LINK_INVALID", "", say("This link was used already, or a newer one was made.")))
    if seconds > now().replace(tzinfo=UTC).timestamp():
        return account
    raise Refused(Fault("LINK_EXPIRED", "", say("This link has expired. Ask for another one.")))


def set_by_link(token: str, password: str) -> Account:
    """Set the password of whoever followed a link. Raises Refused as `account_of` and `set_password` do."""
    account = account_of(token)
    passwords.set_password(as_viewer(account, account.language), account, password)
    return account


def mail_of(link: PasswordLink, address: str) -> Mail:
    """What a link is sent with, in the person's own language."""
    with speaking(link.account.language):
        if link.is_first:
            subject = gettext("Your invitation to Tansiq")
            said = gettext("You have been entered in Tansiq. Open this address to choose your password:")
        else:
            subject = gettext("A new password for Tansiq")
            said = gettext("Open this address to choose a new password for Tansiq:")
        end = gettext("The address works once, and only for a while. If you did not expect this, do nothing.")
    return Mail(link.account.email, subject, f"{said}\n\n{address}\n\n{end}\n")


def send(link: PasswordLink, origin: str) -> None:
    """Send a link to the person it is for."""
    mailing.send(mail_of(link, link.address(origin)))


def _link(account: Account, lifetime: timedelta) -> PasswordLink:
    until = now() + lifetime
    seconds = int(until.replace(tzinfo=UTC).timestamp())
    token = str(_serializer().dumps([seconds, account.id, _state_digest(account)]))
    return PasswordLink(account, token, until, account.password is None)


def _read(token: str) -> tuple[float, int, str]:
    try:
        # The longest lifetime bounds them all; each token carries its own end.
        found: Any = _serializer().loads(token[:500], max_age=int(INVITED.total_seconds()))
        seconds, account_id, mark = found
        return float(seconds), int(account_id), str(mark)
    except SignatureExpired as late:
        raise Refused(Fault("LINK_EXPIRED", "", say("This link has expired. Ask for another one."))) from late
    except (BadSignature, TypeError, ValueError) as broken:
        text = say("This link is not complete. Copy the whole address, or ask for another one.")
        raise Refused(Fault("LINK_INVALID", "", text)) from broken


def _state_digest(account: Account) -> str:
    held = f"{account.id}:{account.fs_uniquifier}:{account.password or ''}:{account.email}"
    return hashlib.sha256(held.encode()).hexdigest()[:32]


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(_place["secret"], salt="tansiq-password", signer=_Signer)
