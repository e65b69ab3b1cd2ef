"""Passwords: what one must be, and how it is kept (argon2). They are in no history and no log."""

import secrets
import unicodedata
from base64 import b64encode
from collections.abc import Iterator
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import ARGON2_VERSION

from tansiq.faults import Fault, Refused
from tansiq.language.words import say, say_count
from tansiq.models import Account, AccountSession
from tansiq.models.record import now
from tansiq.policy.viewer import Viewer
from tansiq.records import changes

SHORTEST = 12
"""Letters that a password has at least; which ones is left to whoever chooses it."""

LONGEST = 256
"""Letters that it has at most: more would only keep the machine busy."""

OTHER_LETTERS = 8
"""Letters that it has at least beside the person's own name and address."""

_hasher = PasswordHasher()


def use(hasher: PasswordHasher) -> None:
    """Hash passwords with `hasher` from now on. For tests, which enter people by the thousand; no setting does it."""
    global _hasher  # noqa: PLW0603  One process hashes in one way.
    _hasher = hasher


def normalized(password: str) -> str:
    """The password in the form in which it is compared, whichever keyboard it comes from."""
    return unicodedata.normalize("NFKD", password)


def hashed(password: str) -> str:
    """The password as it is kept: argon2id."""
    return _hasher.hash(normalized(password))


def fresh_key() -> str:
    """A new `fs_uniquifier`: every session and every link that carries the old one ends."""
    return secrets.token_hex(16)


def faults(password: str, account: Account) -> Iterator[Fault]:
    """What is wrong with a password that the person of `account` chooses: TOO_SHORT, TOO_LONG or TOO_EASY."""
    if len(password) < SHORTEST:
        text = say_count(
            "A password has at least %(count)s letter.", "A password has at least %(count)s letters.", SHORTEST
        )
        yield Fault("TOO_SHORT", "password", text)
    elif len(password) > LONGEST:
        text = say_count(
            "A password has at most %(count)s letter.", "A password has at most %(count)s letters.", LONGEST
        )
        yield Fault("TOO_LONG", "password", text)
    elif len(_without_oneself(password, account)) < OTHER_LETTERS:
        yield Fault("TOO_EASY", "password", say("Choose a password that is not your own name or address."))


def set_password(viewer: Viewer, account: Account, password: str) -> None:
    """Give an account a password, as the person themself or an administrator; all its sessions and links end.

    The history tells when, never what. Raises Refused: FORBIDDEN, CHANGED_MEANWHILE or the codes of `faults`.
    """
    wrong = tuple(faults(password, account))
    if wrong:
        raise Refused(*wrong)
    keep(account, password)
    account.confirmed_at = account.confirmed_at or now()
    with changes.together():
        changes.save(viewer, account)
        AccountSession.delete().where(AccountSession.account == account.id).execute()


def change_password(viewer: Viewer, current: str, password: str) -> Account:
    """Let whoever is signed in choose another password, who must know the present one; every session ends.

    Raises Refused: WRONG (the present one) with what is wrong with the new one, SAME, or as `set_password` does.
    """
    account = Account.get_or_none(Account.id == viewer.account_id)
    if account is None or not verifies(account, current):
        wrong = Fault("WRONG", "current", say("This is not your present password."))
        raise Refused(wrong, *(faults(password, account) if account else ()))
    if normalized(current) == normalized(password):
        raise Refused(Fault("SAME", "password", say("Choose another password than the present one.")))
    set_password(viewer, account, password)
    return account


def verifies(account: Account, password: str) -> bool:
    """Whether this is the account's password. An account without one takes the same time."""
    try:
        return _hasher.verify(account.password or _nobodys(), normalized(password[: LONGEST + 1]))
    except (VerificationError, InvalidHashError):
        return False


def _nobodys() -> str:
    """A hash as strong as all others, of no password: its bytes are random. To make it costs next to nothing."""
    strength = _hasher
    salt, digest = (
        b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (strength.salt_len, strength.hash_len)
    )
    costs = f"m={strength.memory_cost},t={strength.time_cost},p={strength.parallelism}"
    return f"$argon2id$v={ARGON2_VERSION}${costs}${salt}${digest}"


def keep(account: Account, password: str) -> None:
    """Fill the password into an account that is about to be saved."""
    account.password = hashed(password)
    account.fs_uniquifier = fresh_key()
    # Two changes within a second are two: the history tells of moments that differ.
    before, moment = account.password_set_at, now()
    account.password_set_at = moment if before is None or before < moment else before + timedelta(seconds=1)


def _without_oneself(password: str, account: Account) -> str:
    """The letters that are left of a password once the person's name and address are taken out of it."""
    left = normalized(password).casefold()
    own = [account.email, account.email.partition("@")[0], account.name, *account.name.split()]
    for word in sorted({normalized(text).casefold().strip() for text in own}, key=len, reverse=True):
        left = left.replace(word, "") if len(word) > 2 else left
    return "".join(left.split())
