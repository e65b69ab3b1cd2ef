"""One session is ended: by its owner, by an administrator; asked first, and of nobody else."""

from dataclasses import dataclass

import pytest
from flask import Flask

from tansiq.accounts import sessions
from tansiq.models import Account, AccountSession
from tests.admin.conftest import Reader

CHROME = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/129.0 Mobile Safari/537.36"


@dataclass
class OtherBrowser:
    """A browser in which somebody is signed in, and its row."""

    reader: Reader
    row: AccountSession

    def is_in(self) -> bool:
        return self.reader.get("").status_code == 200


@pytest.fixture
def elsewhere(application: Flask, visitor: Reader) -> OtherBrowser:
    """Another browser of the visitor's."""
    person = Account.get(Account.email == "visitor@example.org")
    reader = Reader(application.test_client())
    session_id = sessions.start_session(person.id, CHROME)
    with reader.client.session_transaction() as session:
        session["_user_id"], session["_fresh"], session["session_id"] = person.fs_uniquifier, True, session_id
    return OtherBrowser(reader, AccountSession.get(AccountSession.browser != ""))


def test_ones_own_session_elsewhere_is_ended_after_a_question(visitor: Reader, elsewhere: OtherBrowser) -> None:
    page = visitor.get("profile/").text
    address = f"profile/session/?session={elsewhere.row.id}"
    assert page.count("profile/session/?session=") == 1
    assert address in page
    asked = visitor.get(address).text
    for text in ("End this session?", "Chrome, Android", "Cancel", 'action="/admin/profile/session/"'):
        assert text in asked
    assert elsewhere.is_in()
    answer = visitor.post("profile/session/", page=address, session=elsewhere.row.id)
    assert answer.headers["Location"] == "/admin/profile/"
    assert "The session is ended" in visitor.get("profile/").text
    assert not elsewhere.is_in()
    assert visitor.get("").status_code == 200


def test_the_session_in_use_is_not_ended_here(visitor: Reader, elsewhere: OtherBrowser) -> None:
    own = AccountSession.get(AccountSession.id != elsewhere.row.id)
    address = f"profile/session/?session={own.id}"
    assert visitor.get(address).status_code == 404
    assert visitor.post("profile/session/", page="profile/", session=own.id).status_code == 404
    assert visitor.get("").status_code == 200


def test_sessions_of_others_are_not_there(salma: Reader, amin: Reader, elsewhere: OtherBrowser) -> None:
    # The auditor reads the rows of all sessions, and ends none.
    for reader in (salma, amin):
        for given in (elsewhere.row.id, "", "x", "-1", "99999"):
            assert reader.get(f"profile/session/?session={given}").status_code == 404
            assert reader.post("profile/session/", page="profile/", session=given).status_code == 404
    assert (
        amin.post("account/session/", page="", id=elsewhere.row.account_id, session=elsewhere.row.id).status_code == 403
    )
    assert elsewhere.is_in()


def test_an_administrator_ends_one_session_of_a_person(salma: Reader, visitor: Reader, elsewhere: OtherBrowser) -> None:
    person = elsewhere.row.account_id
    page = salma.get(f"account/details/?id={person}").text
    address = f"account/session/?id={person}&session={elsewhere.row.id}"
    for text in ("Where they are signed in", "Chrome, Android", "Unknown browser", address.replace("&", "&amp;")):
        assert text in page
    assert "Chrome, Android" in salma.get(address).text
    answer = salma.post("account/session/", page=address, id=person, session=elsewhere.row.id)
    assert answer.headers["Location"] == f"/admin/account/details/?id={person}"
    assert not elsewhere.is_in()
    assert visitor.get("").status_code == 200
    assert salma.post("account/session/", page="", id=person, session=elsewhere.row.id).status_code == 404


def test_a_session_is_ended_on_the_page_of_its_own_person_alone(
    salma: Reader, account: Account, elsewhere: OtherBrowser
) -> None:
    assert salma.get(f"account/session/?id={account.id}&session={elsewhere.row.id}").status_code == 404
    assert salma.post("account/session/", page="", id=account.id, session=elsewhere.row.id).status_code == 404
    assert salma.post("account/session/", page="", id="99999", session=elsewhere.row.id).status_code == 404
    own = AccountSession.get(AccountSession.account == account.id)
    page = salma.get(f"account/details/?id={account.id}").text
    assert ("This browser" in page, "account/session/" in page) == (True, False)
    assert salma.post("account/session/", page="", id=account.id, session=own.id).status_code == 404
    assert elsewhere.is_in()


def test_ending_needs_the_token_and_an_account(visitor: Reader, nobody: Reader, elsewhere: OtherBrowser) -> None:
    forged = visitor.client.post("/admin/profile/session/", data={"session": elsewhere.row.id})
    assert forged.status_code == 400
    stranger = nobody.get(f"profile/session/?session={elsewhere.row.id}")
    assert stranger.headers["Location"].startswith("/admin/sign-in?next=")
    assert elsewhere.is_in()


def test_many_sessions_are_folded(visitor: Reader, elsewhere: OtherBrowser) -> None:
    for _ in range(12):
        sessions.start_session(elsewhere.row.account_id, CHROME)
    assert "Show the rest: 4" in visitor.get("profile/").text
