"""Sessions and pauses in the panel: ended from elsewhere, idle, copied cookies, and too many failures."""

import json
import re
from datetime import timedelta

import pytest
from flask import Flask
from flask_login import encode_cookie
from werkzeug.test import TestResponse

from tansiq.accounts import lockout, sessions
from tansiq.models import Account, AccountSession
from tansiq.models.record import now
from tests import applications
from tests.admin.conftest import PASSWORD, SETTINGS, Reader

WAIT = "Too many attempts failed."
FAILED = "Authentication failed"


def _sign_in(reader: Reader, password: str = PASSWORD, email: str = "salma@example.org", **place: str) -> TestResponse:
    token = reader.token("sign-in")
    data = {"csrf_token": token, "email": email, "password": password}
    return reader.client.post("/admin/sign-in", data=data, environ_overrides=place)


def test_each_browser_has_a_session_of_its_own(application: Flask, nobody: Reader, account: Account) -> None:
    other = Reader(application.test_client())
    for reader in (nobody, other):
        assert _sign_in(reader).status_code == 302
        assert reader.get("").status_code == 200
    assert AccountSession.select().count() == 2
    page = nobody.get("profile/").text
    assert page.count("This browser") == 1
    assert "Sign out everywhere else" in page


def test_signing_out_elsewhere_keeps_this_browser(application: Flask, nobody: Reader, account: Account) -> None:
    other = Reader(application.test_client())
    for reader in (nobody, other):
        _sign_in(reader)
    assert nobody.post("profile/elsewhere/", page="profile/").status_code == 302
    assert nobody.get("").status_code == 200
    assert other.get("").status_code == 302


def test_a_copied_cookie_is_worth_nothing_after_signing_out(
    application: Flask, nobody: Reader, account: Account
) -> None:
    _sign_in(nobody)
    nobody.get("")
    thief = application.test_client()
    cookie = nobody.client.get_cookie("tansiq")
    assert cookie is not None
    thief.set_cookie("tansiq", cookie.value)
    assert thief.get("/admin/").status_code == 200
    nobody.post("sign-out", page="")
    assert thief.get("/admin/").status_code == 302


def test_an_administrator_signs_a_person_out_everywhere(salma: Reader, visitor: Reader, account: Account) -> None:
    person = Account.get(Account.email == "visitor@example.org")
    assert visitor.get("").status_code == 200
    assert "Sign out everywhere" in salma.get(f"account/details/?id={person.id}").text
    assert visitor.post("account/sign_out/", page="", id=account.id).status_code == 403
    assert salma.post("account/sign_out/", page="", id=person.id).status_code == 302
    assert visitor.get("").status_code == 302
    assert salma.get("").status_code == 200


def _remembered(reader: Reader, email: str = "salma@example.org") -> str | None:
    """Sign in and ask to be remembered; what a browser that is closed and opened again still sends."""
    reader.post("sign-in", email=email, password=PASSWORD, remember="y")
    cookie = reader.client.get_cookie("tansiq")
    return cookie.value if cookie is not None and cookie.expires is not None else None


def _opened_again(application: Flask, cookie: str) -> Reader:
    client = application.test_client()
    client.set_cookie("tansiq", cookie)
    return Reader(client)


def test_whoever_is_remembered_stays_signed_in_when_the_browser_is_closed_and_idle(
    application: Flask, nobody: Reader, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = _remembered(nobody)
    assert kept is not None
    begun = now()
    monkeypatch.setattr(sessions, "now", lambda: begun + timedelta(days=20))
    assert _opened_again(application, kept).get("").status_code == 200
    assert AccountSession.select().count() == 1
    monkeypatch.setattr(sessions, "now", lambda: begun + timedelta(days=31))
    assert _opened_again(application, kept).get("").status_code == 302


def test_whoever_does_not_ask_is_not_remembered(nobody: Reader, account: Account) -> None:
    _remembered(nobody)
    nobody.post("sign-out", page="")
    _sign_in(nobody)
    cookie = nobody.client.get_cookie("tansiq")
    assert cookie is not None
    assert cookie.expires is None


def test_a_remembered_browser_that_was_ended_does_not_come_back(
    application: Flask, nobody: Reader, account: Account
) -> None:
    other = Reader(application.test_client())
    kept = _remembered(other)
    _sign_in(nobody)
    assert kept is not None
    row = AccountSession.select().order_by(AccountSession.id).get()
    assert nobody.post("profile/session/", page="profile/", session=row.id).status_code == 302
    for reader in (other, _opened_again(application, kept)):
        assert reader.get("").status_code == 302
        assert reader.get("profile/").status_code == 302
    assert nobody.get("").status_code == 200


def test_the_library_cookie_of_remembered_browsers_signs_nobody_in(
    application: Flask, nobody: Reader, account: Account
) -> None:
    with application.test_request_context():
        token = encode_cookie(account.fs_uniquifier)
    nobody.client.set_cookie("remember_token", token)
    assert nobody.get("").status_code == 302
    assert not AccountSession.select().exists()


def test_a_password_of_ones_own_keeps_a_remembered_browser_remembered(nobody: Reader, account: Account) -> None:
    _remembered(nobody)
    new = {"password": "thirty goats in Lawdar", "again": "thirty goats in Lawdar"}
    nobody.post("profile/password/", page="profile/", current=PASSWORD, **new)
    cookie = nobody.client.get_cookie("tansiq")
    assert cookie is not None
    assert cookie.expires is not None
    assert nobody.get("").status_code == 200


def test_an_idle_session_is_told(nobody: Reader, account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    _sign_in(nobody)
    begun = now()
    monkeypatch.setattr(sessions, "now", lambda: begun + timedelta(hours=5))
    assert nobody.get("").status_code == 302
    assert "signed out after a long time" in nobody.get("sign-in").text


def test_too_many_failures_pause_known_and_unknown_addresses_alike(
    nobody: Reader, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    for email in (account.email, "stranger@example.org"):
        pages = [_sign_in(nobody, "wrong password", email) for _ in range(11)]
        assert {page.status_code for page in pages} == {200}
        assert [FAILED in page.text for page in pages] == [True] * 10 + [False]
        assert [WAIT in page.text for page in pages] == [False] * 10 + [True]
    assert WAIT in _sign_in(nobody).text
    begun = now()
    monkeypatch.setattr(lockout, "now", lambda: begun + timedelta(minutes=16))
    assert _sign_in(nobody).status_code == 302


@pytest.mark.parametrize(
    "spelling",
    ["salma@ｅxample.org", "salma@example。org", "ⓢalma@example.org", "SALMA@EXAMPLE.ORG", "\u200fsalma@example.org"],
)
def test_a_pause_holds_however_the_address_is_spelled(nobody: Reader, account: Account, spelling: str) -> None:
    assert _sign_in(nobody, email=spelling).status_code == 302
    nobody.post("sign-out", page="")
    for _ in range(5):
        _sign_in(nobody, "wrong password", spelling)
        _sign_in(nobody, "wrong password", account.email)
    assert WAIT in _sign_in(nobody, email=spelling).text
    assert WAIT in _sign_in(nobody).text


def test_the_log_tells_of_failures_as_json_without_what_was_typed(
    account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    nobody = Reader(applications.application(log_json=True).test_client())
    for email in ("Salma@Example.org", "salma@ｅxample。org", "stranger@example.org"):
        _sign_in(nobody, "wrong password", email, REMOTE_ADDR="2001:db8:1:2::9")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    applications.application(**SETTINGS)
    failed = [line for line in lines if line["event"] == "sign-in failed"]
    assert [(line["kind"], line["network"], line["level"]) for line in failed] == [
        ("password", "2001:db8:1:2::/64", "warning")
    ] * 3
    digests = [line["account"] for line in failed]
    assert digests[0] == digests[1] != digests[2]
    assert all(line["request_id"] for line in failed)
    assert not re.search("salma|stranger|wrong", str(lines), re.IGNORECASE)


def test_a_place_that_tries_many_addresses_has_to_wait(nobody: Reader, account: Account) -> None:
    for number in range(100):
        assert lockout.at_password(f"{number}@example.org", "203.0.113.7").is_admitted()
    assert WAIT in _sign_in(nobody, REMOTE_ADDR="203.0.113.7").text
    assert _sign_in(nobody, REMOTE_ADDR="203.0.113.8").status_code == 302


def test_an_administrator_lets_somebody_try_again(
    application: Flask, salma: Reader, visitor: Reader, account: Account
) -> None:
    person = Account.get(Account.email == "visitor@example.org")
    for _ in range(10):
        assert lockout.at_password(person.email, None).is_admitted()
    stranger = Reader(application.test_client())
    assert WAIT in _sign_in(stranger, email=person.email).text
    assert "this person waits until" in salma.get(f"account/details/?id={person.id}").text
    assert visitor.post("account/lift/", page="", id=person.id).status_code == 403
    salma.post("account/lift/", page="", id=person.id)
    assert _sign_in(stranger, email=person.email).status_code == 302


def test_guessing_the_present_password_is_paused_too(visitor: Reader) -> None:
    new = {"password": "thirty goats in Lawdar", "again": "thirty goats in Lawdar"}
    for _ in range(10):
        visitor.post("profile/password/", page="profile/", current="wrong", **new)
    assert WAIT in visitor.post("profile/password/", page="profile/", current=PASSWORD, **new).text


@pytest.mark.parametrize("remember", ["", "y"])
def test_what_a_page_asks_in_the_background_sets_no_cookie(
    application: Flask, nobody: Reader, account: Account, remember: str
) -> None:
    """Its answer may come after that of a form, and would take the message about it away again."""
    token = nobody.token("sign-in")
    known = {"csrf_token": token, "email": "salma@example.org", "password": PASSWORD, "remember": remember}
    assert "tansiq=" in nobody.client.post("/admin/sign-in", data=known).headers["Set-Cookie"]
    nobody.get("organization/new/")
    for asked in ("organization/twins/", "intervention/overlaps/"):
        answer = nobody.post(asked, page="organization/new/", name_en="Relief")
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
    assert "Set-Cookie" not in nobody.get("organization/").headers
