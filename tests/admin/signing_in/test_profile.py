"""One's own page: for everybody who signed in, about nobody else."""

import pytest
from flask import Flask

from tansiq.models import Account
from tests.admin.conftest import PASSWORD, Reader

NEW = "thirty goats in Lawdar"


def _change(reader: Reader, current: str = PASSWORD, password: str = NEW, again: str = NEW) -> str:
    answer = reader.post("profile/password/", page="profile/", current=current, password=password, again=again)
    return answer.text if answer.status_code == 200 else reader.get("profile/").text


def test_everybody_sees_who_they_are_here(visitor: Reader) -> None:
    page = visitor.get("profile/").text
    for text in ("visitor@example.org", "Anonymous reader", "Change the password"):
        assert text in page
    assert 'href="/admin/profile/"' in visitor.get("").text


def test_a_stranger_has_no_page_of_their_own(nobody: Reader, account: Account) -> None:
    assert nobody.get("profile/").headers["Location"].startswith("/admin/sign-in?next=")


def test_a_new_password_keeps_this_browser_and_ends_all_others(
    visitor: Reader, application: Flask, nobody: Reader
) -> None:
    other = Reader(application.test_client()).become(Account.get(Account.email == "visitor@example.org"))
    assert other.get("").status_code == 200
    assert "Your password is changed." in _change(visitor)
    assert visitor.get("").status_code == 200
    assert other.get("").status_code == 302
    assert other.post("sign-in", email="visitor@example.org", password=PASSWORD).status_code == 200
    assert other.post("sign-in", email="visitor@example.org", password=NEW).status_code == 302


@pytest.mark.parametrize(
    ("current", "password", "again", "said"),
    [
        ("wrong", NEW, NEW, "This is not your present password."),
        (PASSWORD, PASSWORD, PASSWORD, "another password than the present one"),
        (PASSWORD, "short", "short", "at least 12 letters"),
        (PASSWORD, NEW, "other", "The two passwords differ."),
        ("", "", "", "This field is required."),
    ],
)
def test_what_is_wrong_is_said(visitor: Reader, current: str, password: str, again: str, said: str) -> None:
    page = _change(visitor, current, password, again)
    assert said in page
    assert "Your password is changed." not in page
    assert visitor.get("").status_code == 200


def test_it_is_noted_when_somebody_signed_in(nobody: Reader, account: Account) -> None:
    assert account.last_sign_in_at is None
    nobody.post("sign-in", email=account.email, password=PASSWORD)
    assert Account.get_by_id(account.id).last_sign_in_at is not None
