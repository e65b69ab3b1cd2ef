"""Sessions: begun, noted, idle, too old, ended by their owner or an administrator."""

from datetime import timedelta

import pytest

from tansiq.accounts import passwords, sessions
from tansiq.accounts.people import enter_person
from tansiq.accounts.viewers import viewer_of
from tansiq.faults import Refused
from tansiq.models import Account, AccountSession
from tansiq.models.record import now
from tests.people import NOBODY, SALMA
from tests.register import Register

HOUR, MONTH = timedelta(hours=1), timedelta(days=30)
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0"


@pytest.fixture
def account(register: Register) -> Account:
    return enter_person(SALMA, Account(email="nadia@example.org"), None, "AUDITOR")


def _move(monkeypatch: pytest.MonkeyPatch, later: timedelta) -> None:
    begun = now()
    monkeypatch.setattr(sessions, "now", lambda: begun + later)


def test_a_session_holds_for_its_own_account(account: Account) -> None:
    session_id = sessions.start_session(account.id, FIREFOX)
    assert sessions.check_session(account.id, session_id, HOUR, MONTH)
    assert not sessions.check_session(account.id + 1, session_id, HOUR, MONTH)
    assert not sessions.check_session(account.id, "made up", HOUR, MONTH)
    [row] = AccountSession.select()
    assert row.browser == "Firefox, Windows"
    assert session_id not in row.key
    assert sessions.has_id(row, session_id)


def test_an_idle_session_ends_unless_somebody_is_remembered(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    idle, remembered = (sessions.start_session(account.id, "") for _ in range(2))
    _move(monkeypatch, timedelta(minutes=61))
    assert not sessions.check_session(account.id, idle, HOUR, MONTH)
    assert sessions.check_session(account.id, remembered, None, MONTH)
    assert AccountSession.select().count() == 1


def test_use_keeps_a_session_but_not_for_ever(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    session_id = sessions.start_session(account.id, "")
    begun = now()
    for minutes in (50, 100, 150):
        monkeypatch.setattr(sessions, "now", lambda minutes=minutes: begun + timedelta(minutes=minutes))
        assert sessions.check_session(account.id, session_id, HOUR, MONTH)
    _move(monkeypatch, timedelta(days=31))
    assert not sessions.check_session(account.id, session_id, None, MONTH)


def test_use_is_noted_once_a_minute(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    session_id = sessions.start_session(account.id, "")
    before = AccountSession.get().seen_at
    _move(monkeypatch, timedelta(seconds=30))
    sessions.check_session(account.id, session_id, HOUR, MONTH)
    assert AccountSession.get().seen_at == before
    _move(monkeypatch, timedelta(seconds=90))
    sessions.check_session(account.id, session_id, HOUR, MONTH)
    assert AccountSession.get().seen_at > before


def test_sessions_are_ended_by_their_owner_and_administrators(account: Account) -> None:
    other = enter_person(SALMA, Account(email="amin@example.org"), None, "AUDITOR")
    for viewer in (viewer_of(account.id, "ar"), SALMA):
        session_id, key = sessions.start_session(account.id, ""), account.fs_uniquifier
        with pytest.raises(Refused, match="FORBIDDEN"):
            sessions.end_all(viewer_of(other.id, "ar"), account)
        assert sessions.check_session(account.id, session_id, HOUR, MONTH)
        sessions.end_all(viewer, account)
        assert not sessions.check_session(account.id, session_id, HOUR, MONTH)
        assert Account.get_by_id(account.id).fs_uniquifier != key


def test_one_session_is_ended_by_its_owner_and_administrators(account: Account) -> None:
    other = enter_person(SALMA, Account(email="amin@example.org"), None, "AUDITOR")
    for viewer in (viewer_of(account.id, "ar"), SALMA):
        first, second = sessions.start_session(account.id, ""), sessions.start_session(account.id, "")
        row = next(row for row in AccountSession.select() if sessions.has_id(row, first))
        for stranger in (viewer_of(other.id, "ar"), NOBODY):
            with pytest.raises(Refused, match="FORBIDDEN"):
                sessions.end_one(stranger, row)
        key = Account.get_by_id(account.id).fs_uniquifier
        sessions.end_one(viewer, row)
        assert not sessions.check_session(account.id, first, HOUR, MONTH)
        assert sessions.check_session(account.id, second, HOUR, MONTH)
        assert Account.get_by_id(account.id).fs_uniquifier == key


def test_another_password_ends_all_sessions(account: Account) -> None:
    session_id = sessions.start_session(account.id, "")
    passwords.set_password(SALMA, account, "thirty goats in Lawdar")
    assert not sessions.check_session(account.id, session_id, HOUR, MONTH)


def test_sessions_are_seen_by_their_owner_and_administrators(account: Account) -> None:
    other = enter_person(SALMA, Account(email="khaled@example.org"), None, "ANONYMOUS")
    sessions.start_session(account.id, "")
    assert sessions.valid_sessions(viewer_of(account.id, "ar"), account, MONTH).count() == 1
    assert sessions.valid_sessions(SALMA, account, MONTH).count() == 1
    assert sessions.valid_sessions(viewer_of(other.id, "ar"), account, MONTH).count() == 0


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        ("", ""),
        ("curl/8", ""),
        (FIREFOX, "Firefox, Windows"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/129.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari, iOS"),
        ("Mozilla/5.0 (X11; Linux x86_64) Chrome/129.0 Safari/537.36 Edg/129.0", "Edge, Linux"),
    ],
)
def test_of_a_browser_its_make_and_system_are_kept(agent: str, said: str) -> None:
    assert sessions.browser_of(agent) == said
