"""A pause after repeated failures to sign in: of one account, and from one network address.

    count_failure(keys) x 10 within 15 minutes -> is_paused(keys) for 15 minutes -> free again by itself, or lifted

Addresses nobody signs in under are counted like all others, so that a pause tells nothing of who exists.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address

from tansiq.models import Account, SignInFailure
from tansiq.models.record import now
from tansiq.policy.viewer import Viewer
from tansiq.records.changes import require

WINDOW = timedelta(minutes=15)
"""Failures count together that lie no further apart than this, counted from the first."""

PAUSE = timedelta(minutes=15)
"""How long nobody signs in after too many of them."""

KEPT = timedelta(days=1)
"""How long a digest of somebody who failed is kept at most."""


@dataclass(frozen=True)
class LockoutKey:
    """What is counted, as a digest, and how many failures are too many."""

    digest: str
    most: int


def account_key(email: str) -> LockoutKey:
    """The account with this address, whether there is one or not."""
    return _key("account", email.strip().lower(), 10)


def network_keys(address: str | None) -> tuple[LockoutKey, ...]:
    """The network address; none for one that stands for a whole proxy, behind which everybody would be locked out.

    Offices share an address: it takes many more failures than an account. IPv6 is counted by its network.
    """
    try:
        place = ip_address(address or "")
    except ValueError:
        return ()
    if place.is_loopback:
        return ()
    network = place.exploded[:19] if place.version == 6 else str(place)
    return (_key("place", network, 100),)


def link_request_key(email: str) -> LockoutKey:
    """Links that are asked for under this address: nobody's mailbox is filled by a stranger."""
    return _key("asking", email.strip().lower(), 3)


def is_paused(keys: Iterable[LockoutKey]) -> bool:
    """Whether one of them has to wait."""
    digests = [key.digest for key in keys]
    waiting = SignInFailure.key.in_(digests) & (SignInFailure.until > now())
    return bool(SignInFailure.select().where(waiting).exists())


def count_failure(keys: Iterable[LockoutKey]) -> None:
    """Count one more failure of each."""
    SignInFailure.delete().where(SignInFailure.since < now() - KEPT).execute()
    for key in keys:
        SignInFailure.insert(key=key.digest, count=0, since=now()).on_conflict_ignore().execute()
        mine = SignInFailure.key == key.digest
        begun = {"count": 0, "since": now(), "until": None}
        SignInFailure.update(begun).where(mine, SignInFailure.since < now() - WINDOW).execute()
        SignInFailure.update(count=SignInFailure.count + 1).where(mine).execute()
        SignInFailure.update(until=now() + PAUSE).where(mine, SignInFailure.count >= key.most).execute()


def clear_failures(key: LockoutKey) -> None:
    """Forget the failures of whoever signed in after all."""
    SignInFailure.delete().where(SignInFailure.key == key.digest).execute()


def paused_until(account: Account) -> datetime | None:
    """Until when (UTC) an account has to wait; None where it has not."""
    mine = SignInFailure.key == account_key(account.email).digest
    found = SignInFailure.get_or_none(mine, SignInFailure.until > now())
    return None if found is None else found.until


def lift(viewer: Viewer, account: Account) -> None:
    """Let somebody try again at once. Raises Refused(FORBIDDEN)."""
    require(viewer, "CHANGE", account)
    clear_failures(account_key(account.email))


def _key(kind: str, what: str, most: int) -> LockoutKey:
    return LockoutKey(hashlib.sha256(f"{kind}:{what}".encode()).hexdigest(), most)
