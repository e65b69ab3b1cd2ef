"""A second factor beside the password: codes of an authenticator app (TOTP, RFC 6238), and codes to recover with.

    begin -> secret, shown once as a picture -> confirm(code) -> in force, eight recovery codes shown once
    sign-in with the password -> demand(code) -> in;   reset by an administrator -> without one again

The secret is kept encrypted with the key of the settings: a copy of the database alone opens nothing. A code works
once. Wrong ones of every kind are counted together, by account and by network; a right password forgets none.
"""

import base64
import hashlib
import secrets
import time

import pyotp
from cryptography.fernet import Fernet, InvalidToken
from peewee import OperationalError

from tansiq.accounts import lockout
from tansiq.accounts.lockout import Attempt
from tansiq.faults import Fault, Refused
from tansiq.language.words import say
from tansiq.models import Account, SecondFactor
from tansiq.models.record import now
from tansiq.platform.database import in_passing
from tansiq.policy.viewer import Viewer
from tansiq.records import changes

ISSUER = "Tansiq"
STEP = 30
"""Seconds for which a code holds; the one before and the one after are taken too, for clocks that differ."""
RECOVERY = 8
"""Codes that an account may recover with, each once."""

_key = {"secret": ""}


def use(secret_key: str) -> None:
    """Encrypt secrets with a key made of the settings' own."""
    _key["secret"] = secret_key


def is_on(account_id: int | None) -> bool:
    """Whether an account is asked for a code."""
    return _of(account_id) is not None


def begin(account: Account) -> str:
    """A fresh secret for an account that has no factor in force; one begun before is forgotten.

    Raises peewee's OperationalError, at once, where the register is busy: a page that shows a secret is no change.
    """
    secret = pyotp.random_base32()
    if not in_passing(lambda: _begin(account, secret)):
        raise OperationalError("the database is locked")
    return secret


def _begin(account: Account, secret: str) -> None:
    SecondFactor.delete().where(SecondFactor.account == account.id, SecondFactor.confirmed_at.is_null()).execute()
    if not is_on(account.id):
        SecondFactor.create(account=account.id, secret=_encrypted(secret))


def unconfirmed_secret(account: Account) -> str | None:
    """The secret of a factor that is not confirmed yet."""
    found = SecondFactor.get_or_none((SecondFactor.account == account.id) & SecondFactor.confirmed_at.is_null())
    return None if found is None else _decrypted(found.secret)


def app_address(account: Account, secret: str) -> str:
    """What the picture says to an authenticator app."""
    return pyotp.TOTP(secret).provisioning_uri(name=account.email, issuer_name=ISSUER)


def confirm(viewer: Viewer, account: Account, code: str, address: str | None = None) -> list[str]:
    """Put the factor in force by a first code; returns the recovery codes, which are shown this once.

    `address` is the network address from which the code comes. Raises Refused: WRONG_CODE, PAUSED, or FORBIDDEN for
    somebody else's account.
    """
    attempt = _admitted(account, address)
    row = SecondFactor.get_or_none((SecondFactor.account == account.id) & SecondFactor.confirmed_at.is_null())
    step = _matching(row, code) if row is not None else None
    if row is None or step is None:
        attempt.failed()
        raise Refused(Fault("WRONG_CODE", "code", say("This code is not right. Codes change every half minute.")))
    attempt.succeeded()
    codes = [f"{secrets.token_hex(2)}-{secrets.token_hex(2)}-{secrets.token_hex(2)}" for _ in range(RECOVERY)]
    with changes.together():
        row.confirmed_at, row.last_step, row.recovery = now(), step, " ".join(map(_digest, codes))
        row.save()
        account.second_factor_at = row.confirmed_at
        changes.save(viewer, account)
    return codes


def demand(account: Account, code: str, address: str | None = None) -> None:
    """Take a code of the app, or one to recover with, from a network address; it is spent.

    Raises Refused: WRONG_CODE, or PAUSED after too many wrong ones.
    """
    attempt = _admitted(account, address)
    if not check(account.id, code):
        attempt.failed()
        text = say("This code is not right, or was used already. After several wrong ones you have to wait.")
        raise Refused(Fault("WRONG_CODE", "code", text))
    attempt.succeeded()


def _admitted(account: Account, address: str | None) -> Attempt:
    attempt = lockout.at_code(account, address)
    if not attempt.is_admitted():
        text = say(
            "Too many codes were wrong. Wait an hour, or ask whoever runs the register to let you try again. "
            "Signing in once more does not shorten the wait."
        )
        raise Refused(Fault("PAUSED", "code", text))
    return attempt


def check(account_id: int, code: str) -> bool:
    """Whether a code of the app, or one to recover with, is right; either works once."""
    row = _of(account_id)
    if row is None:
        return False
    step = _matching(row, code)
    if step is not None:
        spent = SecondFactor.update(last_step=step).where(SecondFactor.id == row.id, SecondFactor.last_step < step)
        return bool(spent.execute())
    left = row.recovery.split()
    if (digest := _digest(code.strip().lower())) not in left:
        return False
    kept = " ".join(one for one in left if one != digest)
    spent = SecondFactor.update(recovery=kept).where(SecondFactor.id == row.id, SecondFactor.recovery == row.recovery)
    return bool(spent.execute())


def reset(viewer: Viewer, account: Account) -> None:
    """Let an account do without, as an administrator or as its owner. Raises Refused(FORBIDDEN)."""
    with changes.together():
        account.second_factor_at = None
        changes.save(viewer, account)
        SecondFactor.delete().where(SecondFactor.account == account.id).execute()


def recovery_codes_left(account: Account) -> int:
    """How many recovery codes are left."""
    row = _of(account.id)
    return len(row.recovery.split()) if row is not None else 0


def _of(account_id: int | None) -> SecondFactor | None:
    in_force = (SecondFactor.account == account_id) & SecondFactor.confirmed_at.is_null(False)
    found: SecondFactor | None = SecondFactor.get_or_none(in_force) if account_id else None
    return found


def _matching(row: SecondFactor, code: str) -> int | None:
    """The half minute to which a code belongs, if it is right and was not used."""
    given = "".join(code.translate(_DIGITS).split()).encode()
    totp, present = pyotp.TOTP(_decrypted(row.secret)), int(time.time()) // STEP
    for step in (present, present - 1, present + 1):
        if step > row.last_step and secrets.compare_digest(totp.at(step * STEP).encode(), given):
            return step
    return None


_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _cipher() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"second factor:{_key['secret']}".encode()).digest()))


def _encrypted(secret: str) -> str:
    return _cipher().encrypt(secret.encode()).decode()


def _decrypted(kept: str) -> str:
    """The secret; one that nobody knows where the key of the settings is another, so that no code is right."""
    try:
        return _cipher().decrypt(kept.encode()).decode()
    except InvalidToken:
        return pyotp.random_base32()
