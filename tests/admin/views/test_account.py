"""People in the panel: who may open their pages, what a form may say, and that nobody locks themself out."""

from typing import Any

import pytest
from flask import Flask

from tansiq.accounts.people import Rights, enter_person, rights_of
from tansiq.models import Account, HistoryEntry
from tests.admin.conftest import PASSWORD, Reader
from tests.people import SALMA
from tests.register import Register

AUDITOR = Rights(frozenset({"AUDITOR"}))


@pytest.fixture
def nadia_account(register: Register) -> Account:
    """The officer of Abyan."""
    rights = Rights(frozenset({"OFFICER"}), frozenset({register.areas["YE12"].id}))
    return enter_person(SALMA, Account(email="nadia@example.org", name="نادية صالح"), PASSWORD, rights)


@pytest.fixture
def khaled_account(register: Register) -> Account:
    """The partner of NRA."""
    rights = Rights(frozenset({"PARTNER"}), organization_ids=frozenset({register.organization("NRA").id}))
    return enter_person(SALMA, Account(email="khaled@example.org", name="Khaled"), PASSWORD, rights)


@pytest.fixture
def amin_account(register: Register) -> Account:
    """The auditor."""
    return enter_person(SALMA, Account(email="amin@example.org", name="Amin"), PASSWORD, AUDITOR)


def _typed(**given: Any) -> dict[str, Any]:
    return {"name": "Aisha", "email": "aisha@example.org", "language": "ar", "roles": ["AUDITOR"], **given}


def test_people_are_listed_with_their_roles_and_found_by_name_and_address(
    salma: Reader, nadia_account: Account, khaled_account: Account
) -> None:
    page = salma.get("account/").text
    for text in ("نادية صالح", "khaled@example.org", "Officer", "Ministry administrator", "Add a person"):
        assert text in page
    assert "argon2" not in page
    for words, found in (("ناديه", "nadia@"), ("KHALED@example", "khaled@"), ("khal", "khaled@")):
        page = salma.get(f"account/?search={words}").text
        assert [who for who in ("nadia@", "khaled@", "salma@") if who in page] == [found]
    assert "Nothing matches" in salma.get("account/?search=nobody").text


def test_people_are_narrowed_by_role_and_state(salma: Reader, nadia_account: Account, khaled_account: Account) -> None:
    Account.update(active=False).where(Account.id == khaled_account.id).execute()

    def found(address: str) -> list[str]:
        page = salma.get(f"account/?{address}").text
        return [who for who in ("nadia", "khaled", "salma") if f"{who}@example.org" in page]

    assert found("role=OFFICER") == ["nadia"]
    assert found("signs_in=no") == ["khaled"]
    assert found("signs_in=never") == ["nadia", "khaled", "salma"]
    assert found("role=EMPEROR&signs_in=perhaps") == ["nadia", "khaled", "salma"]


def test_the_page_of_a_person_tells_their_rights_and_no_secret(salma: Reader, nadia_account: Account) -> None:
    page = salma.get(f"account/details/?id={nadia_account.id}").text
    for text in ("Officer", "Abyan", "Disable", "Areas in their charge"):
        assert text in page
    assert "argon2" not in page
    assert nadia_account.fs_uniquifier not in page


def test_a_person_is_entered_with_several_roles_areas_and_organisations(salma: Reader, register: Register) -> None:
    relief = register.organization("NRA")
    limits = {
        "areas-0-area-text": "YE12",
        "areas-3-area": str(register.areas["YE1927"].id),
        "organizations-0-organization-text": "NRA",
    }
    answer = salma.post("account/new/", page="", **_typed(roles=["OFFICER", "PARTNER"], **limits))
    assert answer.status_code == 302
    account = Account.get(Account.email == "aisha@example.org")
    places = frozenset(register.areas[pcode].id for pcode in ("YE12", "YE1927"))
    assert rights_of(SALMA, account) == Rights(frozenset({"OFFICER", "PARTNER"}), places, frozenset({relief.id}))
    assert account.password is None
    assert account.active
    shown = salma.get(f"account/edit/?id={account.id}").text
    assert 'value="OFFICER" aria-describedby="role-OFFICER-hint" checked' in shown
    assert "Abyan (YE12)" in shown


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"roles": []}, "Choose at least one role."),
        ({"roles": ["EMPEROR"]}, "Choose one of the roles offered."),
        ({"roles": ["OFFICER"]}, "Name the areas that the officer is in charge of."),
        ({"roles": ["PARTNER"]}, "Name the organisations that the partner speaks for."),
        ({"email": "nobody"}, "is no e-mail address."),
        ({"email": "nadia@example.org"}, "Another person already has this address."),
        ({"language": "xx"}, "Not a valid choice"),
        ({"roles": ["OFFICER"], "areas-0-area": "999999"}, "Choose one of the records offered."),
        ({"roles": ["OFFICER"], "areas-0-area-text": "Atlantis"}, "The register has nothing called"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_saved(
    salma: Reader, nadia_account: Account, given: dict[str, Any], said: str
) -> None:
    before = Account.select().count()
    answer = salma.post("account/new/", page="", **_typed(**given))
    assert answer.status_code == 200
    assert said in answer.text
    assert "Nothing was saved." in answer.text
    assert Account.select().count() == before


def test_rows_are_added_without_scripts_and_nothing_is_lost(salma: Reader, register: Register) -> None:
    page = salma.post("account/new/", page="", **_typed(do="areas.add", roles=["OFFICER"])).text
    assert 'name="areas-0-area-text"' in page
    assert "aisha@example.org" in page
    assert 'id="role-OFFICER" name="roles" value="OFFICER" aria-describedby="role-OFFICER-hint" checked' in page
    assert not Account.select().where(Account.email == "aisha@example.org").exists()


def test_a_form_changes_only_what_it_declares(salma: Reader, nadia_account: Account) -> None:
    forged = {"password": "x", "fs_uniquifier": "x", "active": "", "confirmed_at": "2020-01-01", "id": "1"}
    version = Account.get_by_id(nadia_account.id).version
    typed = _typed(email="nadia@example.org", version=str(version), **forged)
    assert salma.post(f"account/edit/?id={nadia_account.id}", page="", **typed).status_code == 302
    after = Account.get_by_id(nadia_account.id)
    assert (after.name, after.password, after.active) == ("Aisha", nadia_account.password, True)
    assert (after.fs_uniquifier, after.confirmed_at) == (nadia_account.fs_uniquifier, None)


def test_who_changed_it_meanwhile_is_told(salma: Reader, nadia_account: Account) -> None:
    answer = salma.post(
        f"account/edit/?id={nadia_account.id}", page="", **_typed(email="nadia@example.org", version="1")
    )
    assert "Somebody changed this record meanwhile." in answer.text


def test_disabling_is_taken_back(salma: Reader, nadia_account: Account) -> None:
    there = salma.post("account/active/", page="", id=nadia_account.id, to="0").headers["Location"]
    page = salma.get(there.removeprefix("/admin/")).text
    assert "Disabled. They are signed out." in page
    assert 'name="to" value="1"' in page
    assert not Account.get_by_id(nadia_account.id).active
    salma.post("account/active/", page="", id=nadia_account.id, to="1")
    assert Account.get_by_id(nadia_account.id).active


def test_administrators_cannot_lock_themselves_out(salma: Reader, account: Account, nadia_account: Account) -> None:
    def said(answer: Any) -> str:
        return salma.get(answer.headers["Location"].removeprefix("/admin/")).text

    assert "take your own access away" in said(salma.post("account/active/", page="", id=account.id, to="0"))
    assert "take your own access away" in said(salma.post("account/delete/", page="", id=account.id))
    version = str(Account.get_by_id(account.id).version)
    typed = _typed(email=account.email, version=version)
    answer = salma.post(f"account/edit/?id={account.id}", page="", **typed)
    assert "take your own access away" in answer.text
    assert rights_of(SALMA, account).roles == {"ADMIN"}
    assert Account.get_by_id(account.id).name == "Salma"


@pytest.mark.parametrize("who", ["nadia_account", "khaled_account", "amin_account"])
def test_nobody_else_opens_or_changes_people(
    application: Flask, account: Account, who: str, request: pytest.FixtureRequest
) -> None:
    person: Account = request.getfixturevalue(who)
    reader = Reader(application.test_client()).become(person)
    assert "/admin/account/" not in reader.get("").text
    for other in (account, person):
        for address in ("", "new/", *(f"{page}/?id={other.id}" for page in ("details", "edit", "archive", "parts"))):
            assert reader.get(f"account/{address}").status_code == 403, address
        for address in ("new/", f"edit/?id={other.id}", "active/", "delete/", "restore/", "deed/", "views/"):
            sent = reader.post(f"account/{address}", page="", **_typed(id=str(other.id), to="0", roles=["ADMIN"]))
            assert sent.status_code == 403, address
    for address in ("export/csv/", "columns/", "ajax/lookup/?name=account_area.area&query=a"):
        assert reader.get(f"account/{address}").status_code == 403, address
    assert rights_of(SALMA, person).roles.isdisjoint({"ADMIN"})
    assert not Account.select().where(Account.email == "aisha@example.org").exists()


def test_strangers_are_sent_to_sign_in(nobody: Reader, account: Account) -> None:
    assert nobody.get(f"account/details/?id={account.id}").headers["Location"].startswith("/admin/sign-in?next=")


def test_posts_need_the_token(salma: Reader, nadia_account: Account) -> None:
    for address in ("active/", "delete/", "new/"):
        assert (
            salma.client.post(f"/admin/account/{address}", data=_typed(id=nadia_account.id, to="0")).status_code == 400
        )
    assert Account.get_by_id(nadia_account.id).active


def test_the_page_of_an_area_names_its_officers_to_administrators(
    salma: Reader, application: Flask, register: Register, nadia_account: Account
) -> None:
    address = f"area/details/?id={register.areas['YE12'].id}"
    assert "Officers in charge of it" in salma.get(address).text
    reader = Reader(application.test_client()).become(nadia_account)
    assert "Officers in charge of it" not in reader.get(address).text


def test_the_history_names_areas_and_roles_in_words(salma: Reader, nadia_account: Account) -> None:
    page = salma.get(f"account/details/?id={nadia_account.id}").text
    assert HistoryEntry.select().where(HistoryEntry.record_type == "account").exists()
    history = page.split('id="history"')[-1]
    assert "Abyan" in history
    assert "Officer" in history
