"""Signing in and out: who may, where to, and what a stranger learns (nothing)."""

import pytest
from flask import Flask

from admin.signing_in.sign_in import AccountDatastore, HeldRole, Person
from tansiq.models import Account, AccountRole
from tansiq.platform.database import db
from tansiq.records import changes
from tests.admin.conftest import PASSWORD, Reader
from tests.people import SALMA
from tests.statements import told

FAILED = "Authentication failed - identity or password/passcode invalid"


def test_whoever_comes_without_signing_in_is_sent_to_sign_in_and_back(nobody: Reader, account: Account) -> None:
    sent = nobody.get("organization/?search=a")
    assert sent.headers["Location"] == "/admin/sign-in?next=/admin/organization/?search%3Da"
    back = nobody.post("sign-in?next=/admin/organization/?search%3Da", email=account.email, password=PASSWORD)
    assert back.headers["Location"] == "/admin/organization/?search=a"
    assert nobody.get("").status_code == 200


def test_signing_out_ends_it(salma: Reader) -> None:
    assert salma.get("").status_code == 200
    assert salma.post("sign-out", page="").status_code == 302
    assert salma.get("").status_code == 302


def test_the_address_may_be_written_in_any_case(nobody: Reader, account: Account) -> None:
    assert nobody.post("sign-in", email="SALMA@example.org", password=PASSWORD).status_code == 302


def test_a_stranger_does_not_learn_which_addresses_are_known(nobody: Reader, account: Account) -> None:
    disabled = Account.get_by_id(account.id)
    wrong = nobody.post("sign-in", email=account.email, password="wrong").text
    unknown = nobody.post("sign-in", email="stranger@example.org", password="wrong").text
    disabled.active = False
    changes.save(SALMA, disabled)
    closed = nobody.post("sign-in", email=account.email, password="wrong").text
    for page in (wrong, unknown, closed):
        assert page.count(FAILED) == 1
        assert "does not exist" not in page


def test_a_disabled_account_does_not_sign_in_and_is_out_at_once(salma: Reader, account: Account) -> None:
    account.active = False
    changes.save(SALMA, account)
    assert salma.get("").status_code == 302
    assert salma.post("sign-in", email=account.email, password=PASSWORD).status_code == 200
    assert salma.get("").status_code == 302


def test_an_archived_account_is_out_at_once(salma: Reader, account: Account) -> None:
    changes.archive(SALMA, account)
    assert salma.get("").status_code == 302


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "%20//evil.example",
        "/%09/evil.example",
    ],
)
def test_signing_in_leads_nowhere_else(nobody: Reader, account: Account, elsewhere: str) -> None:
    there = nobody.post(f"sign-in?next={elsewhere}", email=account.email, password=PASSWORD)
    assert there.headers["Location"] == "/admin/sign-in"
    assert nobody.get(f"sign-in?next={elsewhere}").headers["Location"] == "/admin/sign-in"


def test_what_is_off_does_not_exist(nobody: Reader, salma: Reader) -> None:
    for address in ("verify", "reset", "change", "tf-setup", "us-signin", "login", "confirm"):
        assert nobody.get(address).status_code == 404, address
        assert salma.get(address).status_code == 404, address


def test_the_session_cookie_is_the_only_way_in(nobody: Reader, account: Account) -> None:
    tokens = {"Authentication-Token": account.fs_uniquifier, "Authorization": "Basic c2FsbWE6eA=="}
    assert nobody.client.get("/admin/", headers=tokens).status_code == 302
    assert nobody.get(f"?auth_token={account.fs_uniquifier}").status_code == 302


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(nobody: Reader, account: Account) -> None:
    cookie = nobody.post("sign-in", email=account.email, password=PASSWORD, remember="y").headers.getlist("Set-Cookie")
    assert {one.split("=")[0] for one in cookie} == {"tansiq"}
    assert all("HttpOnly" in one and "SameSite=Lax" in one for one in cookie)


def test_accounts_are_not_written_behind_the_changes(application: Flask, account: Account) -> None:
    accounts = AccountDatastore(db, Person, HeldRole, AccountRole)  # type: ignore[no-untyped-call]  # The library's own.
    person = Person.get_by_id(account.id)
    with pytest.raises(RuntimeError):
        accounts.delete(person)
    person.password = "hashed anew"
    accounts.put(person)
    assert Account.get_by_id(account.id).password == "hashed anew"
    person.active = False
    with pytest.raises(ValueError, match="active"):
        accounts.put(person)


def test_a_page_asks_once_what_the_reader_may_do(salma: Reader) -> None:
    salma.get("batches/")
    with told() as statements:
        assert salma.get("batches/").status_code == 200
    assert sum('"account_role"' in one for one in statements) == 1
