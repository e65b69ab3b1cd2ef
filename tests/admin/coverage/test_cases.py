"""The report of coverage tells the figures of cases of its area and period: the very ones of the page of figures."""

import re
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from admin.coverage import report
from tansiq.platform.typesetting import typeset
from tests.admin.conftest import Reader, Readers
from tests.register import Register
from tests.worked_cases import TWO_YEARS, enter_worked_cases, free_people

SHEET = "Cases of duplication"


@pytest.fixture
def worked(covered: Register) -> Register:
    enter_worked_cases(covered)
    free_people(covered, 354)
    return covered


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the last report was set from."""
    given = dict[str, Any]()

    def listening(template: str, data: Any, pictures: Any, kind: str) -> bytes:
        given.update(data)
        return typeset(template, data, pictures, kind)

    monkeypatch.setattr(report, "typeset", listening)
    return given


def _report(reader: Reader, register: Register, kind: str, more: str = TWO_YEARS, pcode: str = "YE12") -> bytes:
    answer = reader.get(f"coverage/export/{kind}?within={register.areas[pcode].id}&{more}")
    assert answer.status_code == 200
    content: bytes = answer.data
    return content


def _lines(page: str) -> list[list[list[str]]]:
    """By table of the page of figures: its lines of cells."""
    found = re.findall(r"<tbody.*?</tbody>", page, re.S)
    rows = [re.findall(r"<tr.*?</tr>", one, re.S) for one in found]
    cells = [[re.findall(r"<(?:th|td)[^>]*>(.*?)</(?:th|td)>", row, re.S) for row in table] for table in rows]
    return [[[re.sub("<[^>]+>", "", cell).strip() for cell in row] for row in table] for table in cells]


def test_the_report_equals_the_page_of_figures_to_the_person(
    salma: Reader, worked: Register, heard: dict[str, Any]
) -> None:
    page = salma.get(f"cases/figures/?within={worked.areas['YE12'].id}&level=2&{TWO_YEARS}").text
    together, months, areas = _lines(page)
    assert _report(salma, worked, "pdf").startswith(b"%PDF-")
    told = heard["cases"]
    assert told["tables"] == [["By month", [*together, *months]], ["By area", areas]]
    assert together == [["All months and areas", "2", "1", "1", "9", "354"]]
    assert (len(told["titles"]), told["notes"]) == (5, [])


def test_the_workbook_has_a_line_for_each_area_and_month(salma: Reader, worked: Register) -> None:
    book = load_workbook(BytesIO(_report(salma, worked, "xlsx")))
    assert list(book[SHEET].iter_rows(values_only=True))[1:] == [
        ("2026-03", "Abyan / Khanfar", 1, 0, 0, None, 354),
        ("2026-02", "Abyan / Khanfar", 1, 1, 0, 9, 0),
        ("2025-12", "Abyan / Khanfar", 0, 0, 1, None, 0),
    ]


def test_it_is_said_that_figures_are_of_all_sectors_where_some_were_chosen(
    salma: Reader, worked: Register, heard: dict[str, Any]
) -> None:
    _report(salma, worked, "pdf", f"{TWO_YEARS}&sector=HEA")
    assert heard["cases"]["notes"] == ["These figures are of all sectors, people and organisations."]
    assert heard["cases"]["tables"][0][1][0][1] == "2"


@pytest.mark.parametrize("asked", ["from=2020-01-01&to=2020-12-31", "from=2026-04-01&to=2026-04-30"])
def test_where_there_is_nothing_to_tell_nothing_is_said(
    salma: Reader, worked: Register, heard: dict[str, Any], asked: str
) -> None:
    _report(salma, worked, "pdf", asked)
    assert heard["cases"] is None
    assert SHEET not in load_workbook(BytesIO(_report(salma, worked, "xlsx", asked))).sheetnames


def test_a_long_time_is_cut_in_the_report(
    salma: Reader, worked: Register, heard: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admin.coverage.cases.MOST_LINES", 1)
    _report(salma, worked, "pdf", "from=&to=")
    told = heard["cases"]
    assert [len(lines) for _name, lines in told["tables"]] == [2, 1]
    assert told["notes"] == ["There are more lines in the workbook."]


@pytest.mark.parametrize(
    ("person", "is_told"), [("amin", True), ("nadia", True), ("khaled", False), ("visitor", False)]
)
def test_figures_are_told_to_those_who_look_after_areas(
    reader: Readers, worked: Register, heard: dict[str, Any], person: str, is_told: bool
) -> None:
    _report(reader(person), worked, "pdf")
    book = load_workbook(BytesIO(_report(reader(person), worked, "xlsx")))
    assert (heard["cases"] is not None, SHEET in book.sheetnames) == (is_told, is_told)
    page = reader(person).get(f"coverage/?within={worked.areas['YE12'].id}&{TWO_YEARS}").text
    assert ("/admin/cases/figures/?" in page) == is_told
