"""The second factor in the panel: nothing opens without the code, and administrators set one up where they must."""

import re
import time

import pyotp
import pytest
from flask import Flask

from admin.signing_in import factor_pages
from tansiq.models import Account, SecondFactor
from tests.admin.conftest import PASSWORD, Reader

PAUSED = "Too many codes were wrong. Wait an hour"


def _secret(page: str) -> str:
    found = re.search(r">([A-Z2-7]{32})<", page)
    assert found is not None
    return found[1]


def _set_up(reader: Reader) -> pyotp.TOTP:
    totp = pyotp.TOTP(_secret(reader.get("factor/new").text))
    page = reader.post("factor/new", "factor/new", code=totp.now()).text
    assert len(re.findall(r"[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}", page)) == 8
    return totp


def _forget_steps() -> None:
    """Let the code of this half minute count as not used yet."""
    SecondFactor.update(last_step=0).execute()


def test_after_the_password_a_code_is_asked_for_before_every_page(
    application: Flask, salma: Reader, account: Account
) -> None:
    totp = _set_up(salma)
    assert salma.get("organization/").status_code == 200
    later = Reader(application.test_client())
    later.post("sign-in", email=account.email, password=PASSWORD)
    for page in ("", "organization/", "account/", "profile/", "organization/export/csv/", "proposal/"):
        assert later.get(page).location.startswith("/admin/factor/?next=")
    assert later.post("organization/new/", "factor/", name_en="x").status_code == 302
    assert "Six digits" in later.get("factor/").text
    assert "not right" in later.post("factor/", "factor/", code="000000").text
    _forget_steps()
    right = later.post("factor/?next=/admin/organization/", "factor/", code=totp.now())
    assert right.location == "/admin/organization/"
    assert later.get("organization/").status_code == 200


def test_a_remembered_browser_that_was_left_alone_asks_for_a_code_again(
    salma: Reader, application: Flask, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    totp, begun = _set_up(salma), time.time()
    later = Reader(application.test_client())
    later.post("sign-in", email=account.email, password=PASSWORD, remember="y")
    _forget_steps()
    later.post("factor/", "factor/", code=totp.now())
    for minutes, status in ((200, 200), (400, 200), (650, 302)):
        monkeypatch.setattr(factor_pages, "time", lambda minutes=minutes: begun + minutes * 60)
        assert later.get("organization/").status_code == status
    assert later.get("").location.startswith("/admin/factor/?next=")


def test_whoever_is_asked_is_led_nowhere_else(salma: Reader, application: Flask, account: Account) -> None:
    totp = _set_up(salma)
    later = Reader(application.test_client())
    later.post("sign-in", email=account.email, password=PASSWORD)
    _forget_steps()
    answer = later.post("factor/?next=https://evil.example/", "factor/", code=totp.now())
    assert answer.location == "/admin/"


def test_many_wrong_codes_make_a_pause(salma: Reader, application: Flask, account: Account) -> None:
    totp = _set_up(salma)
    later = Reader(application.test_client())
    later.post("sign-in", email=account.email, password=PASSWORD)
    for _number in range(10):
        assert "not right" in later.post("factor/", "factor/", code="000000").text
    _forget_steps()
    right = {"code": totp.at(int(time.time()))}
    assert PAUSED in later.post("factor/", "factor/", **right).text
    with later.client.session_transaction() as session:
        session["language"] = "ar"
    assert "انتظر ساعة" in later.post("factor/", "factor/", **right).text


def test_signing_in_anew_forgets_no_wrong_code(salma: Reader, application: Flask, account: Account) -> None:
    totp = _set_up(salma)
    for number in range(5):
        later = Reader(application.test_client())
        assert later.post("sign-in", email=account.email, password=PASSWORD).status_code == 302
        for code in (f"00000{number}", f"dead-beef-000{number}"):
            assert "not right" in later.post("factor/", "factor/", code=code).text
    later = Reader(application.test_client())
    later.post("sign-in", email=account.email, password=PASSWORD)
    _forget_steps()
    assert PAUSED in later.post("factor/", "factor/", code=totp.now()).text
    # The password alone still signs in, so that the page can tell of the wait; nothing opens by it.
    assert later.get("organization/").status_code == 302


def test_doing_without_and_setting_up_count_too(salma: Reader, account: Account) -> None:
    salma.get("factor/new")
    for _number in range(5):
        assert "not right" in salma.post("factor/new", "factor/new", code="000000").text
    for _number in range(5):
        salma.post("factor/off", "profile/", code="000000")
    assert PAUSED in salma.post("factor/new", "factor/new", code="000000").text
    salma.post("factor/off", "profile/", code="000000")
    assert PAUSED in salma.get("profile/").text


def test_an_administrator_lets_somebody_try_codes_again(salma: Reader, nadia: Reader) -> None:
    totp = _set_up(nadia)
    for _number in range(10):
        nadia.post("factor/off", "profile/", code="000000")
    row = Account.get(Account.email == "nadia@example.org")
    assert "this person waits until" in salma.get(f"account/details/?id={row.id}").text
    salma.post("account/lift/", page="", id=row.id)
    _forget_steps()
    nadia.post("factor/off", "profile/", code=totp.now())
    assert not SecondFactor.select().exists()


def test_an_administrator_resets_it_for_somebody_else(salma: Reader, nadia: Reader) -> None:
    _set_up(nadia)
    row = Account.get(Account.email == "nadia@example.org")
    assert "Reset the second factor" in salma.get(f"account/details/?id={row.id}").text
    assert nadia.post("account/factor/", id=row.id).status_code == 403
    salma.post("account/factor/", id=row.id)
    assert not SecondFactor.select().exists()


def test_one_does_without_by_a_code_alone(nadia: Reader) -> None:
    totp = _set_up(nadia)
    nadia.post("factor/off", "profile/", code="000000")
    assert SecondFactor.select().exists()
    _forget_steps()
    nadia.post("factor/off", "profile/", code=totp.now())
    assert not SecondFactor.select().exists()


def test_administrators_must_where_the_settings_say_so(
    application: Flask, salma: Reader, nadia: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = application.config["TANSIQ"]
    monkeypatch.setitem(application.config, "TANSIQ", type(settings)(**{**vars(settings), "two_factor_admins": True}))
    assert salma.get("organization/").location == "/admin/factor/new"
    assert nadia.get("organization/").status_code == 200
    totp = _set_up(salma)
    assert salma.get("organization/").status_code == 200
    _forget_steps()
    salma.post("factor/off", "profile/", code=totp.now())
    assert SecondFactor.select().exists()


def test_strangers_have_no_factor(nobody: Reader) -> None:
    assert nobody.get("factor/").status_code == 404
    assert nobody.get("factor/new").status_code == 404


def test_an_administrator_does_not_reset_their_own_without_a_code(salma: Reader, account: Account) -> None:
    _set_up(salma)
    assert salma.post("account/factor/", id=account.id).location == "/admin/profile/"
    assert SecondFactor.select().exists()
