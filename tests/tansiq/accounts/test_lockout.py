"""Pauses after repeated failures: whose, from where, how long, and who lifts them."""

from datetime import timedelta

import pytest

from tansiq.accounts import lockout
from tansiq.accounts.lockout import Attempt
from tansiq.accounts.people import enter_person
from tansiq.faults import Refused
from tansiq.models import Account, SignInFailure
from tansiq.models.record import now
from tests.logs import heard
from tests.people import AMIN, SALMA
from tests.register import Register


def _nadia() -> lockout.LockoutKey:
    return lockout.account_key("nadia@example.org")


def _move(monkeypatch: pytest.MonkeyPatch, later: timedelta) -> None:
    begun = now()
    monkeypatch.setattr(lockout, "now", lambda: begun + later)


def _fail(*keys: lockout.LockoutKey, times: int) -> None:
    for _ in range(times):
        assert Attempt("password", keys).is_admitted()


def test_ten_failures_make_a_pause_that_ends_by_itself(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    _fail(_nadia(), times=9)
    assert not lockout.is_paused([_nadia()])
    _fail(_nadia(), times=1)
    assert lockout.is_paused([_nadia()])
    assert not lockout.is_paused([lockout.account_key("salma@example.org")])
    _move(monkeypatch, timedelta(minutes=14))
    assert lockout.is_paused([_nadia()])
    _move(monkeypatch, timedelta(minutes=16))
    assert not lockout.is_paused([_nadia()])
    _fail(_nadia(), times=1)
    assert not lockout.is_paused([_nadia()])


def test_failures_far_apart_do_not_add_up(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    _fail(_nadia(), times=9)
    _move(monkeypatch, timedelta(minutes=16))
    _fail(_nadia(), times=9)
    assert not lockout.is_paused([_nadia()])


def test_signing_in_forgets_failures(register: Register) -> None:
    _fail(_nadia(), times=9)
    lockout.clear_failures(_nadia())
    _fail(_nadia(), times=9)
    assert not lockout.is_paused([_nadia()])


@pytest.mark.parametrize(
    "typed", [" NADIA@example.org ", "nadia@ｅxample.org", "nadia@example。org", "ⓝadia@example.org"]
)
def test_an_address_is_one_however_it_is_written(typed: str) -> None:
    assert lockout.account_key(typed) == lockout.account_key("nadia@example.org")


def test_many_accounts_from_one_place_make_a_pause_of_the_place(register: Register) -> None:
    place = lockout.network_keys("203.0.113.7")
    for number in range(100):
        _fail(lockout.account_key(f"{number}@example.org"), *place, times=1)
    assert lockout.is_paused(place)
    assert not lockout.is_paused([_nadia(), *lockout.network_keys("203.0.113.8")])


@pytest.mark.parametrize("address", [None, "", "nonsense", "127.0.0.1", "::1", "::ffff:127.0.0.1"])
def test_a_proxy_or_nobody_is_no_place(address: str | None) -> None:
    assert lockout.network_keys(address) == ()


def test_a_network_of_the_sixth_version_is_one_place() -> None:
    assert lockout.network_keys("::ffff:203.0.113.7") == lockout.network_keys("203.0.113.7")
    here, there, elsewhere = (
        lockout.network_keys(f"2001:db8:1:{net}::{host}") for net, host in ((1, 1), (1, 2), (2, 1))
    )
    assert here == there != elsewhere


def test_no_address_stands_in_the_table_and_nothing_stays(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    _fail(_nadia(), *lockout.network_keys("203.0.113.7"), times=1)
    assert all(set(row.key) <= set("0123456789abcdef") for row in SignInFailure.select())
    _move(monkeypatch, timedelta(days=3))
    assert Attempt("password", ()).is_admitted()
    assert SignInFailure.select().count() == 0


def test_an_administrator_lifts_a_pause_and_nobody_else(register: Register) -> None:
    account = enter_person(SALMA, Account(email="nadia@example.org"), None, "AUDITOR")
    _fail(_nadia(), times=10)
    assert lockout.paused_until(account) is not None
    with pytest.raises(Refused, match="FORBIDDEN"):
        lockout.lift(AMIN, account)
    lockout.lift(SALMA, account)
    assert lockout.paused_until(account) is None
    assert not lockout.is_paused([_nadia()])


def test_attempts_at_the_same_moment_are_no_more_than_ten(register: Register) -> None:
    attempts = [lockout.at_password("nadia@example.org", "203.0.113.7") for _ in range(12)]
    assert [attempt.is_admitted() for attempt in attempts] == [True] * 10 + [False] * 2


def test_whoever_proves_right_is_not_counted(register: Register) -> None:
    for _ in range(150):
        attempt = lockout.at_password("nadia@example.org", "203.0.113.7")
        assert attempt.is_admitted()
        attempt.succeeded()
    assert not lockout.is_paused([_nadia(), *lockout.network_keys("203.0.113.7")])


def test_a_right_attempt_takes_no_failure_of_the_network_back_but_its_own(register: Register) -> None:
    place = lockout.network_keys("203.0.113.7")
    for number in range(99):
        _fail(lockout.account_key(f"{number}@example.org"), *place, times=1)
    right = lockout.at_password("nadia@example.org", "203.0.113.7")
    assert right.is_admitted()
    assert lockout.is_paused(place)
    right.succeeded()
    assert not lockout.is_paused(place)
    _fail(lockout.account_key("somebody@example.org"), *place, times=1)
    assert lockout.is_paused(place)


def test_codes_are_counted_apart_and_longer(register: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    account = enter_person(SALMA, Account(email="nadia@example.org"), None, "AUDITOR")
    codes = lockout.code_key(account)
    _fail(codes, times=10)
    assert lockout.is_paused([codes])
    assert not lockout.is_paused([_nadia()])
    for hours in range(2, 10, 2):
        # The wait over, one more wrong code makes another.
        _move(monkeypatch, timedelta(hours=hours))
        assert not lockout.is_paused([codes])
        _fail(codes, times=1)
        assert lockout.is_paused([codes])
    lockout.lift(SALMA, account)
    assert not lockout.is_paused([codes])


def test_the_log_tells_of_failures_and_pauses_and_nothing_that_was_typed(register: Register) -> None:
    with heard() as told:
        for _ in range(11):
            attempt = lockout.at_password("Nadia@example.org", "2001:db8:1:2::9")
            if attempt.is_admitted():
                attempt.failed()
    events = [entry["event"] for entry in told]
    assert events == ["failed"] * 10 + ["pause begun", "refused during a pause"]
    assert {entry["network"] for entry in told} == {"2001:db8:1:2::/64"}
    assert {entry["kind"] for entry in told} == {"password"}
    assert len({entry["account"] for entry in told}) == 1
    assert "nadia" not in str(told).lower()


def test_digests_are_made_with_the_key_of_the_settings() -> None:
    lockout.use("one key")
    one = lockout.account_key("nadia@example.org")
    lockout.use("another key")
    assert lockout.account_key("nadia@example.org") != one
