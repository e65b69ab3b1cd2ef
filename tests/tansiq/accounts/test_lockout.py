"""Pauses after repeated failures: whose, from where, how long, and who lifts them."""

from datetime import timedelta

import pytest

from tansiq.accounts import lockout
from tansiq.accounts.people import enter_person
from tansiq.faults import Refused
from tansiq.models import Account, SignInFailure
from tansiq.models.record import now
from tests.people import AMIN, SALMA
from tests.register import Register

NADIA = lockout.account_key("nadia@example.org")


def _move(monkeypatch: pytest.MonkeyPatch, later: timedelta) -> None:
    begun = now()
    monkeypatch.setattr(lockout, "now", lambda: begun + later)


def _fail(*keys: lockout.LockoutKey, times: int) -> None:
    for _ in range(times):
        lockout.count_failure(keys)


def test_ten_failures_make_a_pause_that_ends_by_itself(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    _fail(NADIA, times=9)
    assert not lockout.is_paused([NADIA])
    _fail(NADIA, times=1)
    assert lockout.is_paused([NADIA])
    assert not lockout.is_paused([lockout.account_key("salma@example.org")])
    _move(monkeypatch, timedelta(minutes=14))
    assert lockout.is_paused([NADIA])
    _move(monkeypatch, timedelta(minutes=16))
    assert not lockout.is_paused([NADIA])
    _fail(NADIA, times=1)
    assert not lockout.is_paused([NADIA])


def test_failures_far_apart_do_not_add_up(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    _fail(NADIA, times=9)
    _move(monkeypatch, timedelta(minutes=16))
    _fail(NADIA, times=9)
    assert not lockout.is_paused([NADIA])


def test_signing_in_forgets_failures(register: Register) -> None:
    _fail(NADIA, times=9)
    lockout.clear_failures(NADIA)
    _fail(NADIA, times=9)
    assert not lockout.is_paused([NADIA])


def test_an_address_is_one_however_it_is_written() -> None:
    assert lockout.account_key(" NADIA@example.org ") == NADIA


def test_many_accounts_from_one_place_make_a_pause_of_the_place(register: Register) -> None:
    place = lockout.network_keys("203.0.113.7")
    for number in range(100):
        lockout.count_failure([lockout.account_key(f"{number}@example.org"), *place])
    assert lockout.is_paused(place)
    assert not lockout.is_paused([NADIA, *lockout.network_keys("203.0.113.8")])


@pytest.mark.parametrize("address", [None, "", "nonsense", "127.0.0.1", "::1"])
def test_a_proxy_or_nobody_is_no_place(address: str | None) -> None:
    assert lockout.network_keys(address) == ()


def test_a_network_of_the_sixth_version_is_one_place() -> None:
    here, there, elsewhere = (
        lockout.network_keys(f"2001:db8:1:{net}::{host}") for net, host in ((1, 1), (1, 2), (2, 1))
    )
    assert here == there != elsewhere


def test_no_address_stands_in_the_table_and_nothing_stays(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    _fail(NADIA, *lockout.network_keys("203.0.113.7"), times=1)
    assert all(set(row.key) <= set("0123456789abcdef") for row in SignInFailure.select())
    _move(monkeypatch, timedelta(days=2))
    lockout.count_failure([])
    assert SignInFailure.select().count() == 0


def test_an_administrator_lifts_a_pause_and_nobody_else(register: Register) -> None:
    account = enter_person(SALMA, Account(email="nadia@example.org"), None, "AUDITOR")
    _fail(NADIA, times=10)
    assert lockout.paused_until(account) is not None
    with pytest.raises(Refused, match="FORBIDDEN"):
        lockout.lift(AMIN, account)
    lockout.lift(SALMA, account)
    assert lockout.paused_until(account) is None
    assert not lockout.is_paused([NADIA])
