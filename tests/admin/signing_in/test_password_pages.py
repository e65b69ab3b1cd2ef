"""Links and forgotten passwords in the panel: what a link opens, once, and what a stranger learns (nothing)."""

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tansiq.accounts import password_links
from tansiq.accounts.people import enter_person
from tansiq.models import Account
from tansiq.models.record import now
from tansiq.platform import mailing
from tansiq.platform.mailing import Outbox
from tests.admin.conftest import Reader
from tests.people import SALMA

NEW = "thirty goats in Lawdar"


@pytest.fixture
def nadia(account: Account) -> Account:
    """Somebody who was entered without a password, beside Salma."""
    return enter_person(SALMA, Account(email="nadia@example.org", name="Nadia"), None, "AUDITOR")


@pytest.fixture
def stranger(application: Flask, nobody: Reader) -> Reader:
    """Another browser."""
    return Reader(application.test_client())


def _made(salma: Reader, person: Account) -> str:
    """The path of a link that Salma makes, as shown to her."""
    page = salma.post("account/link/", page="", id=person.id).text
    found = re.search(r'id="link" readonly dir="ltr" value="([^"]+)"', page)
    assert found is not None
    parts = urlsplit(found[1])
    return f"{parts.path.removeprefix('/admin/')}?{parts.query}"


def _choose(reader: Reader, link: str, password: str = NEW, again: str = "") -> str:
    reader.get(link)
    answer = reader.post("password/new", page="password/new", password=password, again=again or password)
    return answer.text if answer.status_code == 200 else answer.headers["Location"]


def _signs_in(reader: Reader, email: str, password: str) -> bool:
    return reader.post("sign-in", email=email, password=password).status_code == 302


def test_who_is_invited_chooses_a_password_and_signs_in(
    salma: Reader, nadia: Account, stranger: Reader, outbox: Outbox
) -> None:
    link = _made(salma, nadia)
    assert [mail.to for mail in outbox.mails] == ["nadia@example.org"]
    assert link.split("token=")[1] in outbox.mails[0].text
    sent = stranger.get(link)
    assert sent.headers["Location"] == "/admin/password/new"
    page = stranger.get("password/new")
    assert page.headers["Cache-Control"] == "no-store"
    assert link.split("token=")[1] not in page.text
    assert _choose(stranger, link) == "/admin/sign-in"
    assert "Your password is set." in stranger.get("sign-in").text
    assert _signs_in(stranger, "nadia@example.org", NEW)


def test_a_link_opens_once(salma: Reader, nadia: Account, stranger: Reader, outbox: Outbox) -> None:
    link = _made(salma, nadia)
    assert _choose(stranger, link) == "/admin/sign-in"
    stranger.get(link)
    again = stranger.get("password/new")
    assert again.status_code == 410
    assert "used already" in again.text


def test_a_link_that_has_expired_says_so(
    salma: Reader, nadia: Account, stranger: Reader, outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, begun = _made(salma, nadia), now()
    monkeypatch.setattr(password_links, "now", lambda: begun + timedelta(days=8))
    stranger.get(link)
    page = stranger.get("password/new")
    assert page.status_code == 410
    assert "This link has expired." in page.text


def test_a_link_that_was_made_up_or_forgotten_opens_nothing(stranger: Reader, account: Account) -> None:
    for link in ("password/link?token=made-up", "password/link", "password/link?token="):
        stranger.get(link)
        assert stranger.get("password/new").status_code == 410
    assert stranger.client.post("/admin/password/new", data={"password": NEW, "again": NEW}).status_code == 400


@pytest.mark.parametrize(
    "case",
    [
        ("short", "short", "at least 12 letters"),
        (NEW, f"{NEW}s", "The two passwords differ."),
        ("nadia@example.org", "nadia@example.org", "not your own name or address"),
    ],
)
def test_what_is_wrong_with_a_password_is_said_and_it_is_not_shown(
    salma: Reader, nadia: Account, stranger: Reader, outbox: Outbox, case: tuple[str, str, str]
) -> None:
    password, again, said = case
    page = _choose(stranger, _made(salma, nadia), password, again)
    assert said in page
    assert not re.search(r'type="password"[^>]* value=', page)
    assert Account.get_by_id(nadia.id).password is None


def test_a_stranger_learns_nothing_from_asking_for_a_link(stranger: Reader, account: Account, outbox: Outbox) -> None:
    told = []
    for email in (account.email, "stranger@example.org", "", "x" * 400, "a@b\nBcc: c@d"):
        answer = stranger.post("password/forgotten", email=email)
        told.append((answer.status_code, answer.headers["Location"], stranger.get("sign-in").text.count("on its way")))
    assert set(told) == {(302, "/admin/sign-in", 1)}
    assert [mail.to for mail in outbox.mails] == [account.email]
    assert "https://tansiq.example/admin/password/link?token=" in outbox.mails[0].text


def test_nobodys_mailbox_is_filled_by_a_stranger(stranger: Reader, account: Account, outbox: Outbox) -> None:
    spellings = [
        account.email,
        account.email.upper(),
        account.email.replace("e", "ｅ"),
        account.email.replace(".", "。"),
    ]
    answers = [stranger.post("password/forgotten", email=email).status_code for email in spellings * 2]
    assert answers == [302] * 8
    assert [mail.to for mail in outbox.mails] == [account.email] * 3


def test_the_address_in_a_mail_is_never_what_the_request_said(
    stranger: Reader, account: Account, outbox: Outbox
) -> None:
    token = stranger.token("sign-in")
    data = {"csrf_token": token, "email": account.email}
    stranger.client.post("/admin/password/forgotten", data=data, headers={"X-Forwarded-Host": "evil.example"})
    assert "evil" not in outbox.mails[0].text


def test_without_mail_the_page_says_who_helps(stranger: Reader, account: Account) -> None:
    before = mailing.use(mailing.NoPost())
    try:
        assert "This register sends no mail." in stranger.get("password/forgotten").text
        assert stranger.post("password/forgotten", email=account.email).status_code == 200
    finally:
        mailing.use(mailing.Outbox())
    assert before is not None


def test_an_administrators_link_ends_the_sessions_of_the_person(
    salma: Reader, nadia: Account, stranger: Reader, outbox: Outbox
) -> None:
    stranger.become(Account.get_by_id(nadia.id))
    assert stranger.get("").status_code == 200
    _made(salma, nadia)
    assert stranger.get("").status_code == 302


def test_only_administrators_make_links(visitor: Reader, nadia: Account) -> None:
    assert visitor.post("account/link/", page="", id=nadia.id).status_code == 403


def test_no_link_is_made_for_who_is_disabled(salma: Reader, nadia: Account) -> None:
    Account.update(active=False).where(Account.id == nadia.id).execute()
    there = salma.post("account/link/", page="", id=nadia.id).headers["Location"]
    assert "This person is disabled." in salma.get(there.removeprefix("/admin/")).text


def test_whoever_is_signed_in_and_follows_a_link_is_signed_out(salma: Reader, nadia: Account, outbox: Outbox) -> None:
    assert _choose(salma, _made(salma, nadia)) == "/admin/sign-in"
    assert salma.get("").status_code == 302


def test_tokens_stand_in_no_log(
    application: Flask, nobody: Reader, account: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    client: FlaskClient = application.test_client()
    client.get("/admin/password/link?token=secret-of-a-link")
    assert "secret-of-a-link" not in "".join(capsys.readouterr())
