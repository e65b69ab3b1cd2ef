"""A pause after repeated failures to prove who one is: of one account, and from one network.

    attempt.is_admitted() counts it as failed -> wrong: failed()        tells the log; too many make a pause
                                              -> right: succeeded()     takes it back

An attempt counts before it is looked at, so that many at the same moment are no more than many in a row. Passwords and
codes of the second step are counted apart: whoever knows the password gains no further codes by it. Addresses nobody
signs in under are counted like all others, so that a pause tells nothing of who exists.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

import structlog
from peewee import Case

from tansiq.models import Account, SignInFailure
from tansiq.models.record import now
from tansiq.platform.mail_addresses import normal_form
from tansiq.platform.networks import is_loopback, network_of
from tansiq.policy.viewer import Viewer
from tansiq.records.changes import require

WINDOW = timedelta(minutes=15)
"""Failures count together that lie no further apart than this, counted from the first."""

PAUSE = timedelta(minutes=15)
"""How long nobody signs in after too many of them."""

WINDOW_OF_CODES = timedelta(days=1)
PAUSE_OF_CODES = timedelta(hours=1)
"""A code has six digits alone: after ten wrong ones a day, whoever knows the password tries one an hour."""

KEPT = timedelta(days=2)
"""How long a digest of somebody who failed is kept at most."""

log = structlog.get_logger("sign_in")

_key = {"secret": ""}


def use(secret_key: str) -> None:
    """Make digests with a key of the settings, so that a copy of the log or the database tells no address."""
    _key["secret"] = secret_key


@dataclass(frozen=True)
class LockoutKey:
    """What is counted, as a digest, how many failures within `window` are too many, and how long the pause is."""

    digest: str
    most: int
    window: timedelta = WINDOW
    pause: timedelta = PAUSE


@dataclass(frozen=True)
class Attempt:
    """One try: `kind` says at what ("password", "code" ...), `keys` what it is counted under, whose it is first.

    `network` and `account`, a digest, are told to the log.
    """

    kind: str
    keys: tuple[LockoutKey, ...]
    network: str | None = None
    account: str | None = None

    def is_admitted(self) -> bool:
        """Whether nobody has to wait; then the attempt is counted as failed until it proves right."""
        if not is_paused(self.keys):
            _forget_old()
            refusing = next((key for key in self.keys if not _count(key)), None)
            if refusing is None:
                return True
            for key in self.keys[: self.keys.index(refusing)]:
                _take_back(key)
        self._log.warning("refused during a pause", kind=self.kind)
        return False

    def failed(self) -> None:
        """Tell the log; nothing that was typed is told."""
        self._log.warning("sign-in failed", kind=self.kind)
        if is_paused(self.keys):
            self._log.warning("pause begun", kind=self.kind)

    def succeeded(self) -> None:
        """Forget the failures of whoever proved right after all, and this attempt where others are counted too."""
        clear_failures(self.keys[0])
        for key in self.keys[1:]:
            _take_back(key)

    def take_back(self) -> None:
        """Forget this attempt alone: it proved right, and says nothing of the others."""
        for key in self.keys:
            _take_back(key)

    @cached_property
    def _log(self) -> structlog.typing.FilteringBoundLogger:
        bound: structlog.typing.FilteringBoundLogger = log.bind(account=self.account, network=self.network)
        return bound


def at_password(email: str, address: str | None) -> Attempt:
    """An attempt to sign in under a mail address, whether anybody has it or not, from a network address."""
    return _of("password", account_key(email), network_keys(address), address)


def at_code(account: Account, address: str | None) -> Attempt:
    """An attempt at a code of the second step, be it of the app, to recover with, or to set the step up."""
    return _of("code", code_key(account), _places("place of codes", address, 100, *_CODES), address)


def at_link(email: str, address: str | None) -> Attempt:
    """The wish for a link to a new password: nobody's mailbox is filled by a stranger. It is never taken back."""
    asking = _digested("asking", normal_form(email), 3)
    return _of("link", asking, network_keys(address), address)


def at_registration(portal_id: int | None, address: str | None, most: int) -> Attempt:
    """The wish to register an organisation, `most` an hour from one network or portal. It is never taken back."""
    sender = f"portal {portal_id}" if portal_id else str(network_of(address))
    hour = timedelta(hours=1)
    return Attempt("registration", (_digested("registering", sender, most, hour, hour),), network_of(address))


def at_naming(account_id: int) -> Attempt:
    """The wish of somebody who signed in to name a person by their address, twenty wrong ones an hour."""
    hour = timedelta(hours=1)
    return Attempt("naming", (_digested("naming", str(account_id), 20, hour, hour),))


def at_answer(survey_id: int, address: str | None, most: int) -> Attempt:
    """An answer to an open survey, `most` an hour from one network. It is never taken back."""
    hour, place = timedelta(hours=1), network_of(address)
    return Attempt("answer", (_digested("answering", f"{survey_id} {place}", most, hour, hour),), place)


def at_photographs(survey_id: int, address: str | None, most: int) -> Attempt:
    """A form with photographs for a survey, `most` an hour from one network. It is never taken back."""
    hour, place = timedelta(hours=1), network_of(address)
    return Attempt("photographs", (_digested("picturing", f"{survey_id} {place}", most, hour, hour),), place)


def at_invitation(address: str | None) -> Attempt:
    """An attempt to open a survey by a link or a code from one network: twenty that lead nowhere make a pause."""
    hour, place = timedelta(hours=1), network_of(address)
    return Attempt("invitation", (_digested("inviting", str(place), 20, hour, hour),), place)


def at_asked_link(survey_id: int, email: str, address: str | None) -> Attempt:
    """The wish to be mailed a link to a survey: three a day for each mail address, so that nobody's mailbox is filled
    by a stranger, and as many from one network as passwords may fail. It is never taken back."""
    day = timedelta(days=1)
    asking = _digested("asking for survey", f"{survey_id} {normal_form(email)}", 3, day, day)
    return _of("survey link", asking, network_keys(address), address)


def account_key(email: str) -> LockoutKey:
    """The account with this address, whether there is one or not."""
    return _digested("account", normal_form(email), 10)


def code_key(account: Account) -> LockoutKey:
    """The codes of an account."""
    return _digested("codes", str(account.id), 10, *_CODES)


def network_keys(address: str | None) -> tuple[LockoutKey, ...]:
    """The network of an address; none for one that stands for a whole proxy: everybody behind it would be locked out.

    Offices share an address: it takes many more failures than an account.
    """
    return _places("place", address, 100)


def is_paused(keys: Iterable[LockoutKey]) -> bool:
    """Whether one of them has to wait."""
    waiting = SignInFailure.key.in_([key.digest for key in keys]) & (SignInFailure.until > now())
    return bool(SignInFailure.select().where(waiting).exists())


def clear_failures(key: LockoutKey) -> None:
    """Forget all failures of one."""
    SignInFailure.delete().where(SignInFailure.key == key.digest).execute()


def paused_until(account: Account) -> datetime | None:
    """Until when (UTC) an account has to wait, for its password or its codes; None where it has not."""
    mine = SignInFailure.key.in_([key.digest for key in _keys_of(account)])
    longest = SignInFailure.select().where(mine, SignInFailure.until > now()).order_by(SignInFailure.until.desc())
    found = longest.first()
    return None if found is None else found.until


def lift(viewer: Viewer, account: Account) -> None:
    """Let somebody try again at once. Raises Refused(FORBIDDEN)."""
    require(viewer, "CHANGE", account)
    for key in _keys_of(account):
        clear_failures(key)


_CODES = (WINDOW_OF_CODES, PAUSE_OF_CODES)


def _of(kind: str, whose: LockoutKey, places: tuple[LockoutKey, ...], address: str | None) -> Attempt:
    return Attempt(kind, (whose, *places), network_of(address), whose.digest[:16])


def _keys_of(account: Account) -> tuple[LockoutKey, LockoutKey]:
    return account_key(account.email), code_key(account)


def _places(kind: str, address: str | None, most: int, *times: timedelta) -> tuple[LockoutKey, ...]:
    network = network_of(address)
    return () if network is None or is_loopback(address) else (_digested(kind, network, most, *times),)


def _digested(kind: str, what: str, most: int, *times: timedelta) -> LockoutKey:
    digest = hmac.new(_key["secret"].encode(), f"{kind}:{what}".encode(), hashlib.sha256).hexdigest()
    return LockoutKey(digest, most, *times)


def _forget_old() -> None:
    SignInFailure.delete().where(SignInFailure.since < now() - KEPT).execute()


def _count(key: LockoutKey) -> bool:
    """Count one more; False where somebody else's attempt made a pause meanwhile. The statement itself decides."""
    SignInFailure.insert(key=key.digest, count=0, since=now()).on_conflict_ignore().execute()
    free = (SignInFailure.key == key.digest) & (SignInFailure.until.is_null() | (SignInFailure.until <= now()))
    begun = {"count": 0, "since": now(), "until": None}
    SignInFailure.update(begun).where(free, SignInFailure.since < now() - key.window).execute()
    is_last = SignInFailure.count + 1 >= key.most
    counted = {"count": SignInFailure.count + 1, "until": Case(None, [(is_last, now() + key.pause)], None)}
    return bool(SignInFailure.update(counted).where(free).execute())


def _take_back(key: LockoutKey) -> None:
    """One failure less of a network; a pause that it made ends."""
    counted = (SignInFailure.key == key.digest) & (SignInFailure.count > 0)
    SignInFailure.update(count=SignInFailure.count - 1, until=None).where(counted).execute()
