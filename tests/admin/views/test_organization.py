"""The registry in the panel: status, licences and those about to expire, in lists and on pages."""

from datetime import date, timedelta
from typing import Any

from tansiq.models import Licence, Organization, OrganizationSector
from tansiq.platform import clock
from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.people import SALMA
from tests.register import Register


def licensed(register: Register, acronym: str, days: int | None, **values: Any) -> Organization:
    """An organisation whose licence ends so many days from today, or never."""
    row = register.organization(acronym, **values)
    ends = None if days is None else clock.today() + timedelta(days)
    facts = {"number": acronym, "authority": "Office", "issued_on": date(2015, 1, 1), "expires_on": ends}
    changes.save(SALMA, Licence(organization=row.id, **facts))
    return row


def everybody(register: Register) -> None:
    for acronym, days in (("OVER", -5), ("TODAY", 0), ("MONTH", 30), ("SOON", 60), ("LATER", 61), ("EVER", None)):
        licensed(register, acronym, days)
    stopped = {"suspended_on": date(2020, 1, 1), "standing_reason": "By decision 5"}
    licensed(register, "STOPPED", 10, **stopped)
    register.organization("NONE")


ALL = ("OVER", "TODAY", "MONTH", "SOON", "LATER", "EVER", "STOPPED", "NONE")


def listed(reader: Reader, query: str) -> set[str]:
    page = reader.get(f"organization/?{query}").text
    return {acronym for acronym in ALL if f">{acronym} Aid<" in page}


def test_the_list_is_narrowed_by_status_and_by_when_licences_end(salma: Reader, register: Register) -> None:
    everybody(register)
    assert listed(salma, "renewal=30") == {"TODAY", "MONTH"}
    assert listed(salma, "renewal=60") == {"TODAY", "MONTH", "SOON"}
    assert listed(salma, "renewal=90") == {"TODAY", "MONTH", "SOON", "LATER"}
    assert listed(salma, "renewal=over") == {"OVER"}
    assert listed(salma, "renewal=due") == {"OVER", "TODAY", "MONTH", "SOON"}
    assert listed(salma, "legal_status=SUSPENDED") == {"STOPPED"}
    assert listed(salma, "legal_status=NO_LICENCE") == {"NONE"}
    assert listed(salma, "legal_status=x&renewal=%27") == set(ALL)


def test_the_list_is_narrowed_by_a_sector_of_work(salma: Reader, register: Register) -> None:
    everybody(register)
    water = register.sectors["WSH"].id
    changes.replace_parts(SALMA, register.organizations["EVER"], OrganizationSector, [{"sector": water}])
    assert listed(salma, f"sector={water}") == {"EVER"}
    assert listed(salma, f"sector={register.sectors['HEA'].id}") == set()


def test_the_menu_leads_to_those_about_to_expire_with_the_days_left(salma: Reader, register: Register) -> None:
    everybody(register)
    assert 'href="/admin/renewals/"' in salma.get("").text
    page = salma.client.get("/admin/renewals/", follow_redirects=True).text
    told = [page.index(text) for text in ("Expired 5 days ago", "Expires today", "30 days left", "60 days left")]
    assert told == sorted(told)
    assert "LATER Aid" not in page
    file = salma.client.get("/admin/organization/export/csv/?renewal=over&columns=name+legal_status+days_left").text
    assert "Licence expired" in file
    assert "Expired 5 days ago" in file


def test_the_start_page_counts_what_the_list_shows(salma: Reader, register: Register) -> None:
    everybody(register)
    register.site(register.intervention("EVER"))
    page = salma.get("").text
    assert "Licences that expire within 60 days" in page
    assert "organization/?renewal=60" in page.replace("&amp;", "&")


def test_the_page_tells_the_standing_the_licences_and_the_parent(salma: Reader, register: Register) -> None:
    head = register.organization("HEAD", kind="UNION")
    row = licensed(register, "NRA", 30, parent=head.id, website="https://example.org", iati_identifier="YE-MOSAL-17")
    page = salma.get(f"organization/details/?id={row.id}").text
    for text in (
        ">Active<",
        "This one counts",
        "30 days left",
        "HEAD Aid",
        'href="https://example.org"',
        "YE-MOSAL-17",
    ):
        assert text in page
    assert "Organisations that are part of it" in salma.get(f"organization/details/?id={head.id}").text


def test_an_organisation_is_not_put_above_itself(salma: Reader, register: Register) -> None:
    head = register.organization("HEAD")
    below = register.organization("LOW", parent=head.id)
    edit = f"organization/edit/?id={head.id}"
    answer = salma.post(edit, page=edit, version=head.version, name_en="Head", kind="NNGO", parent=below.id)
    assert "This organisation stands above the chosen one already" in answer.text
