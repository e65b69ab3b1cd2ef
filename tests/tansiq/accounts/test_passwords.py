"""Passwords: what one must be, who may set it, and what the history tells of it."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.profiles import CHEAPEST, RFC_9106_LOW_MEMORY

from tansiq.accounts import passwords
from tansiq.accounts.people import enter_person
from tansiq.accounts.viewers import viewer_of
from tansiq.faults import Refused
from tansiq.models import Account, HistoryEntry
from tests.people import SALMA
from tests.register import Register

OTHER = "thirty goats in Lawdar"


@pytest.fixture
def _at_full_strength() -> Iterator[None]:
    """Passwords are hashed as they are in production; tests of other things take the quickest way there is."""
    passwords.use(PasswordHasher())
    yield
    passwords.use(PasswordHasher.from_parameters(CHEAPEST))


@pytest.fixture
def account(register: Register) -> Account:
    person = Account(email="nadia.saleh@example.org", name="نادية صالح")
    return enter_person(SALMA, person, "a long walk to Ja'ar", "AUDITOR")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("short", "TOO_SHORT"),
        ("elevenchars", "TOO_SHORT"),
        ("x" * 257, "TOO_LONG"),
        ("nadia.saleh@example.org", "TOO_EASY"),
        ("Nadia.Saleh2026", "TOO_EASY"),
        ("نادية صالح نادية", "TOO_EASY"),
        ("twelve chars", None),
        ("نخلة على الطريق", None),
        (OTHER, None),
    ],
)
def test_the_rule_of_passwords(account: Account, password: str, code: str | None) -> None:
    assert [fault.code for fault in passwords.faults(password, account)] == ([code] if code else [])


@pytest.mark.usefixtures("_at_full_strength")
def test_a_person_sets_their_own_password_and_the_history_tells_when_not_what(account: Account) -> None:
    before = Account.get_by_id(account.id)
    oneself = viewer_of(account.id, "ar")
    for password in (OTHER, f"{OTHER} again"):
        passwords.set_password(oneself, account, password)
    after = Account.get_by_id(account.id)
    assert PasswordHasher().verify(after.password or "", f"{OTHER} again")
    assert after.fs_uniquifier != before.fs_uniquifier
    assert after.confirmed_at is not None
    entries = list(HistoryEntry.select().where(HistoryEntry.account == account.id))
    assert len(entries) == 2
    told = "".join(entry.changes for entry in HistoryEntry.select())
    assert "password_set_at" in told
    for secret in ("argon2", "goats", after.fs_uniquifier, before.fs_uniquifier):
        assert secret not in told


def test_nobody_sets_the_password_of_another(account: Account) -> None:
    other = enter_person(SALMA, Account(email="amin@example.org"), None, "AUDITOR")
    with pytest.raises(Refused, match="FORBIDDEN"):
        passwords.set_password(viewer_of(other.id, "ar"), account, OTHER)
    passwords.set_password(SALMA, account, OTHER)


def test_a_password_that_breaks_the_rule_changes_nothing(account: Account) -> None:
    before = account.password
    with pytest.raises(Refused, match="TOO_SHORT"):
        passwords.set_password(SALMA, account, "short")
    assert Account.get_by_id(account.id).password == before


@pytest.mark.usefixtures("_at_full_strength")
def test_a_password_is_the_same_from_any_keyboard() -> None:
    assert PasswordHasher().verify(
        passwords.hashed("caf\u00e9 in Aden 1990"), passwords.normal("cafe\u0301 in Aden 1990")
    )


def test_a_process_of_its_own_hashes_at_full_strength() -> None:
    program = "from tansiq.accounts import passwords; print(passwords.hashed('thirty goats in Lawdar'))"
    printed = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert extract_parameters(printed.stdout.strip()) == RFC_9106_LOW_MEMORY


@pytest.mark.usefixtures("_at_full_strength")
def test_an_account_without_a_password_is_refused_after_the_same_work() -> None:
    assert (
        extract_parameters(passwords._nobodys()) == extract_parameters(passwords.hashed(OTHER)) == RFC_9106_LOW_MEMORY
    )
    assert not passwords.verifies(Account(email="amin@example.org"), OTHER)
