"""The second factor: set up by a first code, each code once, recovered from, reset by those who may."""

import time
from dataclasses import replace

import pyotp
import pytest
from peewee import Database

from tansiq.accounts import second_factor
from tansiq.accounts.people import enter_person
from tansiq.accounts.viewers import as_viewer
from tansiq.faults import Refused
from tansiq.models import Account, HistoryEntry, SecondFactor
from tests.people import NOBODY, SALMA


@pytest.fixture
def account(database: Database) -> Account:
    second_factor.use("a key of the tests")
    return enter_person(SALMA, Account(email="salma@example.org", name="Salma"), "a long walk to Ja'ar", "ADMIN")


def _at(monkeypatch: pytest.MonkeyPatch, moment: int) -> None:
    monkeypatch.setattr(time, "time", lambda: moment)


def _set_up(account: Account, monkeypatch: pytest.MonkeyPatch) -> tuple[pyotp.TOTP, list[str]]:
    _at(monkeypatch, 1_000_000)
    totp = pyotp.TOTP(second_factor.begin(account))
    return totp, second_factor.confirm(as_viewer(account, "en"), account, totp.at(1_000_000))


def test_it_is_in_force_after_a_first_code(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = second_factor.begin(account)
    assert second_factor.unconfirmed_secret(account) == secret
    assert not second_factor.is_on(account.id)
    with pytest.raises(Refused, match="WRONG_CODE"):
        second_factor.confirm(as_viewer(account, "en"), account, "000000")
    _totp, codes = _set_up(account, monkeypatch)
    assert second_factor.is_on(account.id)
    assert (len(set(codes)), second_factor.recovery_codes_left(account)) == (8, 8)
    assert "salma%40example.org" in second_factor.app_address(account, secret)


def test_a_code_works_once_and_for_a_clock_that_differs_a_little(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    totp, _codes = _set_up(account, monkeypatch)
    assert not second_factor.check(account.id, totp.at(1_000_000))
    _at(monkeypatch, 1_000_120)
    for moment, is_right in ((1_000_120, True), (1_000_120, False), (1_000_150, True), (1_000_300, False)):
        assert second_factor.check(account.id, totp.at(moment)) is is_right
    for wrong in ("", "abc", "12345", "١٢٣", "\x00", "9" * 40, "é" * 6):
        assert not second_factor.check(account.id, wrong)


def test_arabic_digits_are_read(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    totp, _codes = _set_up(account, monkeypatch)
    _at(monkeypatch, 1_000_120)
    arabic = totp.at(1_000_120).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert second_factor.check(account.id, f"{arabic[:3]} {arabic[3:]}")


def test_each_recovery_code_works_once(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    _totp, codes = _set_up(account, monkeypatch)
    assert [second_factor.check(account.id, code) for code in (codes[0], codes[0], codes[1].upper())] == [
        True,
        False,
        True,
    ]
    assert second_factor.recovery_codes_left(account) == 6


def test_it_is_reset_by_an_administrator_or_its_owner(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    _set_up(account, monkeypatch)
    other = replace(NOBODY, account_id=account.id + 1)
    with pytest.raises(Refused, match="FORBIDDEN"):
        second_factor.reset(other, Account.get_by_id(account.id))
    assert second_factor.is_on(account.id)
    second_factor.reset(SALMA, Account.get_by_id(account.id))
    assert not second_factor.is_on(account.id)


def test_secrets_stand_in_no_clear_text_and_in_no_history(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    totp, codes = _set_up(account, monkeypatch)
    row = SecondFactor.get()
    kept = f"{row.secret} {row.recovery}" + " ".join(entry.changes for entry in HistoryEntry.select())
    assert totp.secret not in kept
    assert not any(code in kept for code in codes)
    second_factor.use("another key")
    _at(monkeypatch, 1_000_120)
    assert not second_factor.check(account.id, totp.at(1_000_120))
