"""The list of cases: which stand, how they are narrowed and ordered, its file, and who has it."""

from datetime import date, timedelta

import pytest

from tansiq.models import OverlapCase
from tansiq.platform import clock
from tests.admin.cases.conftest import Cases
from tests.admin.conftest import Reader, Readers
from tests.register import Register

ROW = '<a href="/admin/cases/case/?id='


def _ids(page: str) -> list[int]:
    return [int(part.partition('"')[0]) for part in page.split(ROW)[1:]]


def test_a_case_is_told_with_its_place_its_parties_its_state_and_its_strength(salma: Reader, case: OverlapCase) -> None:
    page = salma.get("cases/").text
    assert _ids(page) == [case.id]
    for text in ("Water and sanitation", "Abyan / Khanfar / Ja&#39;ar", "NRA Aid", "ADR Aid", "BKC Aid"):
        assert text in page
    for text in ("3 organisations", "3 interventions", 'case-OPEN">Open', "80%"):
        assert text in page


def test_the_strongest_stand_first_unless_asked_otherwise(salma: Reader, cases: Cases) -> None:
    weak, strong, late = cases(points=3000), cases(points=9000), cases(points=5000, due_on=date(2026, 1, 1))
    assert _ids(salma.get("cases/").text) == [strong.id, late.id, weak.id]
    assert _ids(salma.get("cases/?sort=newest").text) == [late.id, strong.id, weak.id]
    assert _ids(salma.get("cases/?sort=deadline").text) == [late.id, strong.id, weak.id]


def test_what_is_settled_or_has_ended_is_told_to_those_who_ask(salma: Reader, cases: Cases) -> None:
    cases(case_state="SETTLED", settled_as="COMPLEMENTARY"), cases(case_state="DISMISSED")
    ended = cases(ended_on=clock.today(), end_kind="OVER")
    assert "No case stands under these choices." in salma.get("cases/").text
    assert len(_ids(salma.get("cases/?state=ALL").text)) == 2
    assert len(_ids(salma.get("cases/?state=SETTLED").text)) == 1
    page = salma.get("cases/?ended=yes").text
    assert _ids(page) == [ended.id]
    assert "Days over" in page


def test_places_sectors_and_organizations_narrow_the_list(salma: Reader, case: OverlapCase, register: Register) -> None:
    inside, outside = register.areas["YE12"].id, register.areas["YE19"].id
    nra, none = register.organization("NRA").id, register.organization("GRN").id
    for asked, count in (
        (f"within={inside}", 1), (f"within={outside}", 0), ("sector=WSH", 1), ("sector=HEA", 0),
        (f"organization={nra}", 1), (f"organization={none}", 0), ("sector=%3Cx%3E", 1), ("state=x&sort=y&whose=z", 1),
    ):  # fmt: skip
        assert len(_ids(salma.get(f"cases/?{asked}").text)) == count, asked
    assert "Correct the choices above" in salma.get("cases/?within-text=Nowhere").text
    assert salma.get("cases/export/csv/?within-text=Nowhere").status_code == 404


def test_officers_ask_for_their_areas_and_for_what_is_in_their_hands(
    nadia: Reader, salma: Reader, case: OverlapCase, cases: Cases, account: object
) -> None:
    far = cases("YE1927", owner=account)
    assert set(_ids(nadia.get("cases/").text)) == {case.id, far.id}
    assert _ids(nadia.get("cases/?whose=areas").text) == [case.id]
    assert _ids(nadia.get("cases/?whose=mine").text) == []
    assert _ids(salma.get("cases/?whose=mine").text) == [far.id]
    assert "In my areas" not in salma.get("cases/").text


def test_a_late_case_is_marked_unless_it_is_settled(salma: Reader, cases: Cases) -> None:
    cases(due_on=clock.today() - timedelta(days=1))
    assert 'class="late"' in salma.get("cases/").text
    OverlapCase.update(case_state="SETTLED").execute()
    assert 'class="late"' not in salma.get("cases/?state=ALL").text


def test_pages_follow_each_other(salma: Reader, cases: Cases) -> None:
    every = [cases(points=9000 - number).id for number in range(23)]
    first = salma.get("cases/?sector=WSH").text
    assert _ids(first) == every[:20]
    assert "/admin/cases/?sector=WSH&amp;page=1" in first
    assert _ids(salma.get("cases/?page=1").text) == every[20:]
    assert "The list ends before this page." in salma.get("cases/?page=9").text
    assert _ids(salma.get("cases/?page=99999999999999999999").text) == every[:20], "no such page"


def test_the_file_holds_what_is_asked_for(salma: Reader, case: OverlapCase) -> None:
    lines = salma.get("cases/export/csv/").get_data(as_text=True).splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("\ufeffNumber,Sector,Place,State,Score,Organisations")
    assert "NRA Aid, ADR Aid, and BKC Aid" in lines[1]
    assert "0.8000" in lines[1]
    assert salma.get("cases/export/xlsx/").data.startswith(b"PK")
    assert len(salma.get("cases/export/csv/?sector=HEA").get_data(as_text=True).splitlines()) == 1
    assert salma.get("cases/export/pdf/").status_code == 404


@pytest.mark.parametrize(
    ("who", "count"), [("salma", 1), ("amin", 1), ("nadia", 1), ("khaled", 1), ("huda", 1), ("visitor", None)]
)
def test_who_reads_cases(reader: Readers, case: OverlapCase, who: str, count: int | None) -> None:
    """Partners those of their organisations, and whoever reads no case at all has no page of them."""
    person = reader(who)
    answer = person.get("cases/")
    assert answer.status_code == (404 if count is None else 200)
    assert ("/admin/cases/" in person.get("").text) == (count is not None)
    if count is not None:
        assert len(_ids(answer.text)) == count


def test_a_partner_reads_no_case_of_others(huda: Reader, cases: Cases) -> None:
    cases("YE1927", of=("NRA", "BKC"))
    assert _ids(huda.get("cases/").text) == []


def test_nobody_reads_cases_without_signing_in(nobody: Reader, case: OverlapCase) -> None:
    for address in ("cases/", "cases/export/csv/", f"cases/case/?id={case.id}", f"cases/case/history/?id={case.id}"):
        answer = nobody.get(address)
        assert answer.status_code == 302, address
        assert "/admin/sign-in" in answer.headers["Location"]
