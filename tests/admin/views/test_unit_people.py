"""Who names whom for a unit: an account that they see, or anybody by the exact address that they sign in under."""

import re

import pytest

from tansiq.accounts.people import enter_person
from tansiq.models import Account, HistoryEntry, Unit, UnitPerson
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register

UNKNOWN = "Nobody who can sign in has exactly this address."


def _account(name: str, address: str) -> int:
    return int(enter_person(SALMA, Account(name=name, email=address), None, "AUDITOR").id)


def _name(reader: Reader, unit: Unit, address: str, **values: object) -> str:
    """The page after an address was typed for a unit."""
    sent = {"account": "", "account-text": address, "unit_role": "FILLS", "version": Unit.get_by_id(unit.id).version}
    page = f"unit/parts/?id={unit.id}&of=unit_person"
    answer = reader.post(page, page, **{**sent, **values})
    return reader.client.get(str(answer.location)).text if answer.status_code == 302 else answer.text


def _named() -> list[tuple[int, str]]:
    return [(one.account_id, one.unit_role) for one in UnitPerson.select().order_by(UnitPerson.id)]


def test_an_officer_in_charge_names_anybody_by_the_address_they_sign_in_under(
    nadia: Reader, register: Register
) -> None:
    unit, latifa = register.unit("Khanfar"), _account("Latifa", "latifa@example.org")
    assert "Type the e-mail address" in nadia.get(f"unit/parts/?id={unit.id}&of=unit_person").text
    shown = _name(nadia, unit, " Latifa@Example.org ")
    assert _named() == [(latifa, "FILLS")]
    people = shown.partition("Responsible people</h2>")[2].partition("</section>")[0]
    assert "Latifa" in people
    assert "latifa@example.org" not in shown
    assert "/admin/account/" not in people
    entry = HistoryEntry.select().order_by(HistoryEntry.id.desc()).get()
    assert (entry.record_type, entry.record_id) == ("unit", unit.id)
    part = UnitPerson.get()
    _name(nadia, unit, "", strike=str(part.id))
    assert _named() == []


@pytest.mark.parametrize("address", ["latifa@example.org", "nobody@example.org", "latifa", "atifa@example.org"])
def test_nobody_and_a_disabled_account_are_answered_alike(nadia: Reader, register: Register, address: str) -> None:
    unit, account = register.unit("Khanfar"), Account.get_by_id(_account("Latifa", "latifa@example.org"))
    account.active = False
    changes.save(SALMA, account)
    shown = _name(nadia, unit, address)
    assert (UNKNOWN in shown) == ("@" in address)
    assert f'value="{address}"' in shown
    assert "Latifa" not in shown
    assert _named() == []


def test_whether_somebody_is_there_is_not_told_before_they_are_named(nadia: Reader, register: Register) -> None:
    unit, latifa = register.unit("Khanfar"), _account("Latifa", "latifa@example.org")
    for wrong in ({"unit_role": ""}, {"version": "7"}):
        known, unknown = (_name(nadia, unit, f"{name}@example.org", **wrong) for name in ("latifa", "nobody"))
        known, unknown = (re.sub(r'latifa|nobody|name="csrf_token"[^>]*|name="form_key"[^>]*', "", page)
                          for page in (known, unknown))  # fmt: skip
        assert known == unknown
        assert f'value="{latifa}"' not in known
    assert _named() == []


def test_an_officer_of_elsewhere_who_may_but_propose_names_nobody_by_address(nadia: Reader, register: Register) -> None:
    unit = register.unit("Mukalla", pcode="YE1927")
    _account("Latifa", "latifa@example.org")
    pages = [_name(nadia, unit, f"{name}@example.org") for name in ("latifa", "nobody")]
    assert all("Only whoever is in charge" in page and UNKNOWN not in page for page in pages)
    assert _named() == []


def test_too_many_wrong_addresses_make_a_pause_and_right_ones_none(nadia: Reader, register: Register) -> None:
    unit, latifa = register.unit("Khanfar"), _account("Latifa", "latifa@example.org")
    for _ in range(3):
        _name(nadia, unit, "latifa@example.org")
        _name(nadia, unit, "", strike=[str(one.id) for one in UnitPerson.select()])
    for number in range(20):
        assert UNKNOWN in _name(nadia, unit, f"nobody{number}@example.org")
    assert "Try again in an hour." in _name(nadia, unit, "latifa@example.org")
    assert latifa not in [account for account, _ in _named()]


def test_the_names_of_people_are_told_to_whoever_is_in_charge_alone(
    nadia: Reader, amin: Reader, khaled: Reader, register: Register
) -> None:
    here, there = register.unit("Khanfar"), register.unit("Mukalla", pcode="YE1927")
    wanted = [{"account": _account("Latifa", "latifa@example.org"), "unit_role": "FILLS"}]
    for unit in (here, there):
        changes.replace_parts(SALMA, unit, UnitPerson, wanted)
    assert "Latifa" in nadia.get(f"unit/details/?id={here.id}").text
    for reader, unit in ((nadia, there), (khaled, here)):
        assert "Latifa" not in reader.get(f"unit/details/?id={unit.id}").text


def test_an_administrator_chooses_among_all_or_types_an_address(salma: Reader, register: Register) -> None:
    unit, latifa = register.unit("Khanfar"), _account("Latifa", "latifa@example.org")
    found = salma.get("unit/ajax/lookup/?name=unit_person.account&query=lati").text
    assert "Latifa" in found
    _name(salma, unit, "latifa@example.org", unit_role="APPROVES")
    assert _named() == [(latifa, "APPROVES")]


def test_an_officer_is_offered_no_account_but_their_own(nadia: Reader, register: Register) -> None:
    _account("Latifa", "latifa@example.org")
    for query in ("lati", "latifa@example.org"):
        assert "Latifa" not in nadia.get(f"unit/ajax/lookup/?name=unit_person.account&query={query}").text
