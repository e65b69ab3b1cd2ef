"""Figures of cases by month and area: a page and files for officers and administrators."""

import csv
import io
import re

import pytest

from tests.admin.conftest import Reader, Readers
from tests.register import Register
from tests.worked_cases import enter_worked_cases

PAGE, TWO_YEARS = "cases/figures/", "?from=2025-01-01&to=2026-12-31"


@pytest.fixture
def worked(register: Register) -> Register:
    enter_worked_cases(register)
    return register


def _tables(page: str) -> list[list[list[str]]]:
    """By table: its lines of cells."""
    found = re.findall(r"<tbody.*?</tbody>", page, re.S)
    rows = [re.findall(r"<tr.*?</tr>", one, re.S) for one in found]
    cells = [[re.findall(r"<(?:th|td)[^>]*>(.*?)</(?:th|td)>", row, re.S) for row in table] for table in rows]
    return [[[re.sub("<[^>]+>", "", cell).strip() for cell in row] for row in table] for table in cells]


def test_figures_stand_together_by_month_and_by_area(salma: Reader, worked: Register) -> None:
    together, months, areas = _tables(salma.get(PAGE + TWO_YEARS).text)
    assert together == [["All months and areas", "3", "1", "1", "9", "0"]]
    assert months == [
        ["March 2026", "2", "0", "0", "—", "0"],
        ["February 2026", "1", "1", "0", "9", "0"],
        ["December 2025", "0", "0", "1", "—", "0"],
    ]
    assert areas == [
        ["Abyan / Khanfar", "2", "1", "1", "9", "0"],
        ["Hadramawt / Al Mukalla City", "1", "0", "0", "—", "0"],
    ]


def test_a_file_has_a_line_for_each_area_and_month(salma: Reader, worked: Register) -> None:
    lines = list(
        csv.reader(io.StringIO(salma.get(f"cases/figures/export/csv/{TWO_YEARS}&level=1").text.lstrip("\ufeff")))
    )
    assert lines[0] == [
        "Month",
        "Area",
        "Opened",
        "Settled",
        "Avoided at entry",
        "Days to settle (median)",
        "People freed",
    ]
    assert lines[1:] == [
        ["2026-03", "Abyan", "1", "0", "0", "", "0"],
        ["2026-03", "Hadramawt", "1", "0", "0", "", "0"],
        ["2026-02", "Abyan", "1", "1", "0", "9.0", "0"],
        ["2025-12", "Abyan", "0", "0", "1", "", "0"],
    ]
    assert salma.get("cases/figures/export/xlsx/").status_code == 200
    assert salma.get("cases/figures/export/pdf/").status_code == 404


def test_an_officer_of_one_area_sees_it_first(nadia: Reader, worked: Register) -> None:
    assert _tables(nadia.get(PAGE).text)[0] == [["All months and areas", "2", "1", "0", "9", "0"]]
    assert _tables(nadia.get(PAGE + TWO_YEARS).text)[0][0][1] == "3"


@pytest.mark.parametrize(("person", "status"), [("amin", 200), ("khaled", 404), ("visitor", 404), ("nobody", 302)])
def test_figures_are_for_those_who_look_after_areas(
    reader: Readers, worked: Register, person: str, status: int
) -> None:
    assert reader(person).get(PAGE).status_code == status
    assert reader(person).get("cases/figures/export/csv/").status_code == status


@pytest.mark.parametrize("asked", ["from=x", "from=2026-02-01&to=2026-01-01", "within=999999", "within=x"])
def test_what_cannot_be_asked_is_told_beside_its_field(salma: Reader, worked: Register, asked: str) -> None:
    page = salma.get(f"{PAGE}?{asked}")
    assert page.status_code == 200
    assert "Correct the choices above to see figures." in page.text
    assert salma.get(f"cases/figures/export/csv/?{asked}").status_code == 404


@pytest.mark.parametrize("asked", ["level=9", "level=x", "to=", "from=&to=", "from=9999-12-31&to=9999-12-31"])
def test_what_is_left_out_or_not_offered_is_as_usual(salma: Reader, worked: Register, asked: str) -> None:
    assert salma.get(f"{PAGE}?{asked}").status_code == 200


def test_the_list_of_cases_leads_there(salma: Reader, khaled: Reader, worked: Register) -> None:
    assert 'href="/admin/cases/figures/"' in salma.get("cases/").text
    assert 'href="/admin/cases/figures/"' not in khaled.get("cases/").text
