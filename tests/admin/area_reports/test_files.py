"""The report of an area as files: a PDF in both languages, and a workbook with a sheet for each section."""

from io import BytesIO
from typing import Any
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook
from pdfminer.high_level import extract_text

from admin.area_reports import files, told_report
from tansiq.platform.typesetting import typeset
from tests.admin.area_reports.conftest import YEAR, figures_of, lines_of
from tests.admin.conftest import Reader
from tests.register import Register


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the last report was set from."""
    given = dict[str, Any]()

    def listening(template: str, data: Any, pictures: Any, kind: str) -> bytes:
        given.update(data)
        return typeset(template, data, pictures, kind)

    monkeypatch.setattr(files, "typeset", listening)
    return given


def _file(reader: Reader, register: Register, kind: str, code: str = "en", pcode: str = "YE12") -> bytes:
    answer = reader.get(f"coverage/report/{code}/{kind}/?within={register.areas[pcode].id}&{YEAR}")
    assert answer.status_code == 200
    content: bytes = answer.data
    return content


def _text(content: bytes) -> str:
    return str(extract_text(BytesIO(content)))


def test_the_pdf_tells_the_figures_of_the_page(salma: Reader, told: Register, heard: dict[str, Any]) -> None:
    page = salma.get(f"coverage/report/?within={told.areas['YE12'].id}&{YEAR}").text
    text = " ".join(_text(_file(salma, told, "pdf")).split())
    assert "Report of Abyan" in text
    assert "1 January 2026 (12 Rajab 1447" in text
    for section in ("presence", "coverage", "overlaps", "plans", "third_sector"):
        for label, value in figures_of(page, section).items():
            assert " ".join(label.split()) in text
            assert value.removesuffix("not known") in text
    [told_people] = [one for one in heard["sections"] if one["title"] == "Coverage and gaps"]
    assert ["People reached", "1,210"] in [figure[:2] for figure in told_people["figures"]]


def test_the_arabic_pdf_is_in_arabic_with_both_calendars(salma: Reader, told: Register, heard: dict[str, Any]) -> None:
    content = _file(salma, told, "pdf", "ar")
    assert (heard["dir"], heard["title"]) == ("rtl", "تقرير أبين")
    assert "1447" in heard["period"]
    titles = [one["title"] for one in heard["sections"]]
    assert titles[:2] == ["المنظمات وحضورها", "التغطية والفجوات"]
    # Letters are told one by one here; that they are joined was looked at.
    letters = set(_text(content))
    assert {"أ", "ب", "ي", "ن"} <= letters


def test_the_workbook_has_a_sheet_for_each_section_with_numbers_that_add_up(salma: Reader, told: Register) -> None:
    book = load_workbook(BytesIO(_file(salma, told, "xlsx")))
    assert book.sheetnames[0] == "Organisations and presence"
    assert book.sheetnames[-1] == "About this file"
    rows = [list(row) for row in book["Coverage and gaps"].iter_rows(values_only=True)]
    figures = {row[0]: row[1] for row in rows if row[0] is not None}
    assert figures["People reached"] == 1210
    assert str(next(row for row in rows if row[0] == "People reached")[2]).startswith("Persons reached")
    statistics = [list(row) for row in book.worksheets[4].iter_rows(values_only=True)]
    # What is not known is an empty cell, never a zero.
    assert next(row for row in statistics if row[0] == "Associations per 100,000 inhabitants")[1] is None


def test_of_a_long_table_page_and_print_show_the_beginning_and_the_workbook_all(
    salma: Reader, told: Register, heard: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(told_report, "MOST_LINES", 1)
    page = salma.get(f"coverage/report/?within={told.areas['YE'].id}&{YEAR}").text
    assert [line[0] for line in lines_of(page, "presence", "by_area")] == ["Abyan"]
    assert page.count("There are more lines in the workbook.") > 1
    _file(salma, told, "pdf", pcode="YE")
    [by_area] = [one for one in heard["sections"][0]["tables"] if one["title"] == "By area"]
    assert (len(by_area["lines"]), by_area["more"]) == (1, "There are more lines in the workbook.")
    book = load_workbook(BytesIO(_file(salma, told, "xlsx", pcode="YE")))
    assert {"Abyan", "Hadramawt"} <= {cell.value for cell in book["Organisations and presence"]["A"]}


def test_the_arabic_workbook_runs_from_right_to_left(salma: Reader, told: Register) -> None:
    book = load_workbook(BytesIO(_file(salma, told, "xlsx", "ar")))
    assert all(sheet.sheet_view.rightToLeft for sheet in book.worksheets)
    assert book.sheetnames[1] == "التغطية والفجوات"


def test_a_name_that_looks_like_a_formula_is_none(salma: Reader, told: Register) -> None:
    sector = told.sectors["WSH"]
    sector.name_en = "=1+1"
    sector.save()
    book = load_workbook(BytesIO(_file(salma, told, "xlsx")))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)


def test_files_are_called_by_what_they_are_and_where(salma: Reader, told: Register) -> None:
    answer = salma.get(f"coverage/report/ar/pdf/?within={told.areas['YE12'].id}&{YEAR}")
    said = unquote(answer.headers["Content-Disposition"])
    assert "report-of-an-area-abyan-" in said
    assert "تقرير-المنطقة-أبين-" in said


@pytest.mark.parametrize("address", ["fr/pdf", "ar/docx", "ar/csv"])
def test_there_is_no_other_language_and_no_other_kind(salma: Reader, told: Register, address: str) -> None:
    assert salma.get(f"coverage/report/{address}/?within={told.areas['YE12'].id}&{YEAR}").status_code == 404


def test_a_report_that_cannot_be_asked_has_no_file(salma: Reader, told: Register) -> None:
    asked = f"within={told.areas['YE12'].id}&from=2026-02-01&to=2026-01-01"
    assert salma.get(f"coverage/report/ar/pdf/?{asked}").status_code == 404
