"""Versions of a record: two of them compared, one brought back, and a save that meets somebody else's."""

from typing import Any

from tansiq.models import Organization, Proposal
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register


def _renamed(register: Register, *names: str) -> Organization:
    row = register.organization("NRA")
    for name in names:
        row.name_en = name
        changes.save(SALMA, row)
    return Organization.get_by_id(row.id)


def _values(row: Organization, **values: Any) -> dict[str, Any]:
    known = {"name_ar": row.name_ar, "acronym": row.acronym, "kind": row.kind, "is_published": "y"}
    return {**known, "home_area": row.home_area_id or "", "version": row.version, **values}


def test_two_versions_are_shown_side_by_side(salma: Reader, register: Register) -> None:
    row = _renamed(register, "First", "Second")
    page = salma.get(f"organization/versions/?id={row.id}&from=1&to=3").text
    assert page.index("NRA Aid") < page.rindex("Second")
    assert "Bring back version 1" in page
    newest = salma.get(f"organization/versions/?id={row.id}&from=x&to=99").text
    assert "First" in newest
    assert "Second" in newest
    assert "Compare versions" in salma.get(f"organization/details/?id={row.id}").text


def test_a_version_is_brought_back(salma: Reader, register: Register) -> None:
    row = _renamed(register, "First", "Second")
    answer = salma.post("organization/bring-back/", id=row.id, seen=row.version, version=1)
    assert answer.location.endswith(f"organization/details/?id={row.id}")
    assert Organization.get_by_id(row.id).name_en == "NRA Aid"
    stale = salma.post("organization/bring-back/", id=row.id, seen=row.version, version=2)
    assert stale.location.endswith(f"organization/versions/?id={row.id}")
    assert Organization.get_by_id(row.id).name_en == "NRA Aid"


def test_a_partner_proposes_to_bring_a_version_back(khaled: Reader, register: Register) -> None:
    row = _renamed(register, "First", "Second")
    khaled.post("organization/bring-back/", id=row.id, seen=row.version, version=row.version - 1)
    assert Organization.get_by_id(row.id).name_en == "Second"
    assert Proposal.get().record_id == row.id
    assert "1 proposal about this record waits" in khaled.get(f"organization/details/?id={row.id}").text


def test_who_may_not_change_brings_nothing_back(
    amin: Reader, visitor: Reader, nobody: Reader, register: Register
) -> None:
    row = _renamed(register, "First")
    for reader, status in ((amin, 403), (visitor, 403), (nobody, 302)):
        assert reader.post("organization/bring-back/", id=row.id, seen=row.version, version=1).status_code == status
    assert "Bring back" not in amin.get(f"organization/versions/?id={row.id}").text
    assert visitor.get(f"organization/versions/?id={row.id}").status_code == 404


def test_two_who_save_the_same_form_get_a_clear_choice(salma: Reader, nadia: Reader, register: Register) -> None:
    row = _renamed(register)
    row.home_area_id = register.areas["YE121121"].id
    row = changes.save(SALMA, row)
    address = f"organization/edit/?id={row.id}"
    opened = _values(row, name_en="Salma's")
    nadia.post(address, **_values(row, name_en="Nadia's"))
    refused = salma.post(address, **opened)
    assert (refused.status_code, Organization.get_by_id(row.id).name_en) == (200, "Nadia's")
    for text in ("What Nadia changed meanwhile", "Nadia&#39;s", 'value="Salma&#39;s"', 'name="over"'):
        assert text in refused.text
    salma.post(address, **opened, over=row.version + 1)
    assert Organization.get_by_id(row.id).name_en == "Salma's"


def test_a_third_change_is_told_too(salma: Reader, register: Register) -> None:
    row = _renamed(register)
    opened = _values(row, name_en="Mine")
    newest = _renamed(register, "Theirs", "Theirs again")
    refused = salma.post(f"organization/edit/?id={row.id}", **opened, over=newest.version - 1)
    assert Organization.get_by_id(row.id).name_en == "Theirs again"
    assert f'name="over" value="{newest.version}"' in refused.text
