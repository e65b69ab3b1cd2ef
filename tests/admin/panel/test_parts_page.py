"""The plain parts of a row on their page: struck out, added, and refused by halves."""

from typing import Any

from tansiq.models import OrganizationArea, Partnership, Proposal
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.admin.panel.test_form_keys import key_on
from tests.people import SALMA
from tests.register import Register


def test_parts_are_struck_out_and_added_through_changes(
    salma: Reader, rows: dict[str, Any], register: Register
) -> None:
    row, funder, doer = rows["intervention"], register.organization("DON"), register.organization("ADR")
    changes.replace_parts(SALMA, row, Partnership, [{"organization": funder.id, "role": "FUNDING"}])
    [old] = Partnership.select()
    page = f"intervention/parts/?id={row.id}&of=partnership"
    given = {"strike": str(old.id), "organization": doer.id, "role": "IMPLEMENTING", "version": row.version}
    assert salma.post(page, page=page, **given).status_code == 302
    assert [(part.organization_id, part.role) for part in Partnership.select()] == [(doer.id, "IMPLEMENTING")]
    late = salma.post(page, page=page, **given)
    assert "Somebody changed this record meanwhile" in late.text
    assert "ADR Aid" in salma.get(f"intervention/details/?id={row.id}").text


def test_half_a_part_is_refused(salma: Reader, rows: dict[str, Any], register: Register) -> None:
    row = rows["intervention"]
    page = f"intervention/parts/?id={row.id}&of=partnership"
    answer = salma.post(page, page=page, organization=register.organization("ADR").id, version=row.version)
    assert "This field is required." in answer.text
    assert not Partnership.select().exists()
    assert salma.get(f"intervention/parts/?id={row.id}&of=account_role").status_code == 404


def test_areas_of_work_are_found_by_typed_code_without_scripts(salma: Reader, rows: dict[str, Any]) -> None:
    row = rows["organization"]
    page = f"organization/parts/?id={row.id}&of=organization_area"
    given = {"area": "", "area-text": "Abyan / Khanfar (YE1211)", "version": row.version}
    assert salma.post(page, page=page, **given).status_code == 302
    assert [part.area.pcode for part in OrganizationArea.select()] == ["YE1211"]


def test_a_part_that_is_sent_twice_is_added_once(salma: Reader, rows: dict[str, Any], register: Register) -> None:
    row = rows["intervention"]
    page = f"intervention/parts/?id={row.id}&of=partnership"
    key = key_on(salma, page)
    given = {"organization": register.organization("ADR").id, "role": "IMPLEMENTING", "version": row.version}
    answers = [salma.post(page, "", form_key=key, **given) for _sending in range(2)]
    assert [answer.location for answer in answers] == [f"/admin/intervention/details/?id={row.id}"] * 2
    assert "This form was saved already" in salma.get(f"intervention/details/?id={row.id}").text
    assert Partnership.select().count() == 1


def test_a_part_that_is_proposed_twice_is_one_proposal(
    khaled: Reader, rows: dict[str, Any], register: Register
) -> None:
    row = rows["intervention"]
    page = f"intervention/parts/?id={row.id}&of=partnership"
    key = key_on(khaled, page)
    given = {"organization": register.organization("ADR").id, "role": "IMPLEMENTING", "version": row.version}
    answers = [khaled.post(page, "", form_key=key, **given) for _sending in range(2)]
    assert [answer.location for answer in answers] == [f"/admin/proposal/details/?id={Proposal.get().id}"] * 2
    amending = f"{page}&proposal={Proposal.get().id}"
    assert khaled.post(amending, "", form_key=key, **given | {"role": "FUNDING"}).status_code == 302
    assert "FUNDING" in Proposal.get().steps
