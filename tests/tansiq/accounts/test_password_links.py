"""Links that set a password: signed, for a while, once, and telling strangers nothing."""

from datetime import timedelta

import pytest

from tansiq.accounts import password_links, people, sessions
from tansiq.accounts.people import enter_person
from tansiq.faults import Refused
from tansiq.models import Account, HistoryEntry
from tansiq.models.record import now
from tests.people import AMIN, SALMA
from tests.register import Register

PASSWORD = "thirty goats in Lawdar"


@pytest.fixture
def account(register: Register) -> Account:
    password_links.use("a secret of the tests", "https://tansiq.example")
    enter_person(SALMA, Account(email="salma@example.org"), None, "ADMIN")
    return enter_person(SALMA, Account(email="nadia@example.org", name="Nadia"), None, "AUDITOR")


def _refusal(token: str) -> str:
    with pytest.raises(Refused) as refused:
        password_links.set_by_link(token, PASSWORD)
    return refused.value.code


def test_a_link_sets_the_password_once(account: Account) -> None:
    link = password_links.make_link(SALMA, account)
    assert link.is_first
    assert link.address("http://other/").startswith("https://tansiq.example/admin/password/link?token=")
    assert password_links.set_by_link(link.token, PASSWORD).id == account.id
    after = Account.get_by_id(account.id)
    assert after.password is not None
    assert after.confirmed_at is not None
    assert _refusal(link.token) == "LINK_INVALID"
    assert not password_links.make_link(SALMA, after).is_first


def test_a_link_expires(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    invited = password_links.make_link(SALMA, account)
    asked = password_links.forgotten_password_link(account.email)
    assert asked is not None
    begun = now()
    for later, codes in ((timedelta(hours=3), ["", "LINK_EXPIRED"]), (timedelta(days=8), ["LINK_EXPIRED"] * 2)):
        monkeypatch.setattr(password_links, "now", lambda later=later: begun + later)
        for link, code in zip((invited, asked), codes, strict=True):
            if code:
                assert _refusal(link.token) == code
            else:
                assert password_links.account_of(link.token).id == account.id


def test_a_newer_link_voids_the_older_one(account: Account) -> None:
    older, newer = (password_links.make_link(SALMA, account) for _ in range(2))
    assert _refusal(older.token) == "LINK_INVALID"
    assert password_links.account_of(newer.token).id == account.id


@pytest.mark.parametrize("how", ["disabled", "archived", "another address", "signed out"])
def test_what_happens_to_a_person_voids_their_link(account: Account, how: str) -> None:
    link = password_links.make_link(SALMA, account)
    if how == "disabled":
        people.set_active(SALMA, account, False)
        people.set_active(SALMA, account, True)
    elif how == "archived":
        people.archive(SALMA, account)
    elif how == "another address":
        account.email = "other@example.org"
        people.save_person(SALMA, account, people.Rights(frozenset({"AUDITOR"})))
    else:
        sessions.end_all(SALMA, account)
    assert _refusal(link.token) == "LINK_INVALID"


@pytest.mark.parametrize("token", ["", "x", "W10.aaaa.bbbb", "\x00", "x" * 10_000])
def test_what_was_made_up_opens_nothing(account: Account, token: str) -> None:
    assert _refusal(token) == "LINK_INVALID"


def test_a_link_of_another_secret_opens_nothing(account: Account) -> None:
    link = password_links.make_link(SALMA, account)
    password_links.use("another secret", "")
    assert _refusal(link.token) == "LINK_INVALID"


def test_only_administrators_make_links_and_only_for_those_who_may_sign_in(account: Account) -> None:
    with pytest.raises(Refused, match="FORBIDDEN"):
        password_links.make_link(AMIN, account)
    people.set_active(SALMA, account, False)
    with pytest.raises(Refused, match="DISABLED"):
        password_links.make_link(SALMA, account)
    assert password_links.forgotten_password_link(account.email) is None
    assert password_links.forgotten_password_link("stranger@example.org") is None


def test_a_link_that_somebody_asked_for_ends_nothing_until_it_is_used(account: Account) -> None:
    before = account.fs_uniquifier
    assert password_links.forgotten_password_link("  NADIA@example.org ") is not None
    assert Account.get_by_id(account.id).fs_uniquifier == before


def test_the_history_names_the_person_and_no_secret(account: Account) -> None:
    link = password_links.make_link(SALMA, account)
    password_links.set_by_link(link.token, PASSWORD)
    [entry] = HistoryEntry.select().where(HistoryEntry.account == account.id)
    assert entry.actor == "Nadia"
    told = "".join(one.changes for one in HistoryEntry.select())
    assert link.token not in told
    assert "argon2" not in told


def test_the_mail_speaks_the_language_of_the_person(account: Account) -> None:
    link = password_links.make_link(SALMA, account)
    mail = password_links.mail_of(link, link.address(""))
    assert mail.to == "nadia@example.org"
    assert "دعوة" in mail.subject
    assert link.token in mail.text
