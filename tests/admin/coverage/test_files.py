"""Coverage as files: a workbook, a plain table, a picture, a report; no text of the data runs in any of them."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from tansiq.records import changes
from tests.admin.conftest import Reader
from tests.admin.coverage.conftest import YEAR
from tests.people import SALMA
from tests.register import Register

HOSTILE = '=HYPERLINK("http://example.org") #panic() *bold* $x$ \\'


def _address(register: Register, kind: str) -> str:
    return f"coverage/export/{kind}?within={register.areas['YE12'].id}&{YEAR}"


def _speak_arabic(reader: Reader) -> None:
    with reader.client.session_transaction() as session:
        session["language"] = "ar"


def test_a_workbook_holds_the_table_and_all_figures(salma: Reader, covered: Register) -> None:
    book = load_workbook(BytesIO(salma.get(_address(covered, "xlsx")).data))
    table, long, about = book.worksheets
    assert table["A1"].value == "Coverage of Abyan"
    assert table["A3"].value == "Reached of targeted"
    named = {row[0].value: row[1].value for row in table.iter_rows(min_row=5)}
    assert named == {
        "Khanfar": "123% of 3,000 targeted",
        "Zinjibar": "No presence",
        "All areas": "123% of 3,000 targeted",
    }
    rows = sorted(long.iter_rows(values_only=True), key=lambda row: row[0] != "P-code" and row[0] == "YE1210")
    assert rows[1][:5] == ("YE1211", "Khanfar", "WSH", "Water and sanitation", "Over-reached")
    assert dict(zip(rows[0], rows[1], strict=True))["People in need"] == 5100
    assert ("A cell shows", "Reached of targeted") in list(about.iter_rows(values_only=True))
    assert not table.sheet_view.rightToLeft


def test_an_arabic_workbook_runs_from_right_to_left(salma: Reader, covered: Register) -> None:
    _speak_arabic(salma)
    book = load_workbook(BytesIO(salma.get(_address(covered, "xlsx")).data))
    assert all(sheet.sheet_view.rightToLeft for sheet in book.worksheets)
    assert "خنفر" in {cell.value for cell in book.worksheets[0]["A"]}


def test_a_plain_table_has_a_row_for_every_cell(salma: Reader, covered: Register) -> None:
    text = salma.get(_address(covered, "csv")).data.decode("utf-8-sig")
    rows = {row["P-code"]: row for row in csv.DictReader(StringIO(text))}
    assert {pcode: (row["Sector code"], row["People in need"]) for pcode, row in rows.items()} == {
        "YE1211": ("WSH", "5100"),
        "YE1210": ("WSH", "800"),
    }
    assert rows["YE1210"]["People reached"] == ""
    ratios = ("Reached of targeted", "Reached of people in need", "Targeted of people in need")
    assert [rows["YE1211"][name] for name in ratios] == ["1.2333", "0.7255", "0.5882"]


def test_a_need_is_never_told_as_a_target(salma: Reader, covered: Register) -> None:
    covered.site(covered.intervention("NRA", sector="HEA"), "YE1210", targeted=None, reached=50)
    covered.need("YE1210", "HEA", 1000)
    text = salma.get(_address(covered, "csv")).data.decode("utf-8-sig")
    [row] = [row for row in csv.DictReader(StringIO(text)) if (row["P-code"], row["Sector code"]) == ("YE1210", "HEA")]
    assert (row["Reached of targeted"], row["Reached of people in need"]) == ("", "0.05")


def test_no_name_runs_as_a_formula(salma: Reader, covered: Register) -> None:
    area = covered.areas["YE1211"]
    area.name_en = HOSTILE
    changes.save(SALMA, area)
    book = load_workbook(BytesIO(salma.get(_address(covered, "xlsx")).data))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    text = salma.get(_address(covered, "csv")).data.decode("utf-8-sig")
    assert "'=HYPERLINK" in text


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(("kind", "begins"), [("pdf", b"%PDF-"), ("png", b"\x89PNG")])
def test_a_report_is_set_whatever_the_names_are(
    salma: Reader, covered: Register, kind: str, begins: bytes, language: str
) -> None:
    area = covered.areas["YE1211"]
    area.name_en = area.name_ar = HOSTILE
    changes.save(SALMA, area)
    if language == "ar":
        _speak_arabic(salma)
    answer = salma.get(_address(covered, kind))
    assert answer.status_code == 200
    assert answer.data.startswith(begins)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=coverage-abyan-")


def test_without_shapes_a_report_has_no_map_and_there_is_no_picture(salma: Reader, register: Register) -> None:
    register.need("YE1211", "WSH", 10)
    assert salma.get(_address(register, "pdf")).data.startswith(b"%PDF-")
    assert salma.get(_address(register, "png")).status_code == 404


def test_a_table_too_long_for_a_report_is_named(
    salma: Reader, covered: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("admin.coverage.report.MOST_ROWS", 1)
    assert salma.get(_address(covered, "pdf")).data.startswith(b"%PDF-")


def test_there_are_no_other_kinds_of_file(salma: Reader, covered: Register) -> None:
    assert salma.get(_address(covered, "exe")).status_code == 404
