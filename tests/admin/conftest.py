"""The panel for tests: one application, a client signed in as each person, forms posted with their token."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from peewee import Database
from werkzeug.test import TestResponse

from admin.signing_in.session_keeping import ID
from tansiq.accounts import sessions
from tansiq.accounts.people import Rights, enter_person
from tansiq.models import Account
from tansiq.platform import uploads
from tests import applications
from tests.admin.typed import one_of_each
from tests.people import SALMA
from tests.register import Register

SETTINGS = {"log_level": "ERROR"}
PASSWORD = "a long walk to Ja'ar"


@pytest.fixture
def application() -> Flask:
    """The whole application on the database in use."""
    return applications.application(**SETTINGS)


class Reader:
    """A browser without scripts: it keeps cookies, reads pages in English and posts forms with their token."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        with client.session_transaction() as session:
            session["language"] = "en"

    def get(self, address: str) -> TestResponse:
        return self.client.get(f"/admin/{address}")

    def post(self, address: str, page: str | None = None, **values: Any) -> TestResponse:
        """Post to `address` with the token found on `page` (the start or sign-in page if not said)."""
        token = self.token(page or "sign-in")
        return self.client.post(f"/admin/{address}", data={"csrf_token": token, **values})

    def token(self, page: str) -> str:
        found = re.search(
            r'name="csrf_token" value="([^"]+)"', self.client.get(f"/admin/{page}", follow_redirects=True).text
        )
        assert found is not None
        return found[1]

    def become(self, account: Account) -> "Reader":
        """Be signed in, as after the sign-in form."""
        with self.client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = account.fs_uniquifier, True
            session[ID] = sessions.begin(account.id, "")
        return self


@pytest.fixture
def nobody(database: Database, application: Flask) -> Reader:
    """Somebody who has not signed in."""
    return Reader(application.test_client())


@pytest.fixture
def account(database: Database) -> Account:
    """Salma's account."""
    return enter_person(SALMA, Account(email="salma@example.org", name="Salma"), PASSWORD, "ADMIN")


@pytest.fixture
def salma(nobody: Reader, account: Account) -> Reader:
    """The ministry administrator, signed in."""
    return nobody.become(account)


@pytest.fixture
def visitor(application: Flask, nobody: Reader) -> Reader:
    """Somebody who signed in and holds no role that allows more than reading what is published."""
    guest = enter_person(SALMA, Account(email="visitor@example.org", name="Visitor"), PASSWORD, "ANONYMOUS")
    return Reader(application.test_client()).become(guest)


def _signed_in(application: Flask, account: Account) -> Reader:
    return Reader(application.test_client()).become(account)


@pytest.fixture
def nadia(application: Flask, nobody: Reader, register: Register) -> Reader:
    """The officer of Abyan, signed in."""
    rights = Rights(frozenset({"OFFICER"}), area_ids=frozenset({register.areas["YE12"].id}))
    account = enter_person(SALMA, Account(email="nadia@example.org", name="Nadia"), PASSWORD, rights)
    return _signed_in(application, account)


@pytest.fixture
def khaled(application: Flask, nobody: Reader, register: Register) -> Reader:
    """The partner who speaks for NRA, signed in."""
    own = register.organization("NRA", home_area=register.areas["YE121121"].id).id
    rights = Rights(frozenset({"PARTNER"}), organization_ids=frozenset({own}))
    account = enter_person(SALMA, Account(email="khaled@example.org", name="Khaled"), PASSWORD, rights)
    return _signed_in(application, account)


@pytest.fixture
def huda(application: Flask, nobody: Reader, register: Register) -> Reader:
    """The partner who speaks for ADR, signed in."""
    rights = Rights(frozenset({"PARTNER"}), organization_ids=frozenset({register.organization("ADR").id}))
    account = enter_person(SALMA, Account(email="huda@example.org", name="Huda"), PASSWORD, rights)
    return _signed_in(application, account)


@pytest.fixture
def amin(application: Flask, nobody: Reader) -> Reader:
    """The auditor, signed in."""
    account = enter_person(SALMA, Account(email="amin@example.org", name="Amin"), PASSWORD, "AUDITOR")
    return _signed_in(application, account)


@pytest.fixture
def rows(application: Flask, register: Register, tmp_path: Path) -> dict[str, Any]:
    """One row of every table of the panel, by its address; files sent in lie in a folder of their own."""
    uploads.use(tmp_path / "uploads", 1)
    return one_of_each(register)


Readers = Callable[[str], Reader]


@pytest.fixture
def reader(request: pytest.FixtureRequest) -> Readers:
    """A person's reader by name, for tests that ask the same of several people."""
    return request.getfixturevalue
