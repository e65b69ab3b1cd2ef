"""A workbook of administrative units through the pages: offered, compared, entered, taken back, for those alone who may
change units."""

import html
import io
import re
from pathlib import Path

from openpyxl import load_workbook

from tansiq.models import ImportRun, Unit
from tests.admin.conftest import Reader
from tests.admin.imports.steps import do, last, page
from tests.fivew import csv_file
from tests.register import Register

HEADER = ("رمز الوحدة", "الاسم العربي", "نوع الوحدة", "الوحدة التي تتبعها", "رمز المنطقة", "من")
ROWS: list[list[object]] = [
    ["T-1", "بلدية جعار", "بلدية", "G-1", "YE1211", "2020-01-01"],
    ["G-1", "محافظة أبين", "محافظة", "", "YE12", ""],
    ["X-1", "بلدية المدينة", "بلدية", "Z-9", "YE1211", ""],
]


def _compared(reader: Reader, folder: Path, rows: list[list[object]] = ROWS) -> ImportRun:
    sent = io.BytesIO(csv_file(folder, rows, HEADER).read_bytes())
    assert reader.post("imports/new/", "imports/new/", file=(sent, "units.csv"), plan="units").status_code == 302
    reader.post("imports/columns/", id=last().id)
    return last()


def _sheets(reader: Reader) -> list[str]:
    page = reader.get("unit/").text.partition('class="sheets"')[2].partition("</nav>")[0]
    return [html.unescape(address) for address in re.findall(r'href="/admin/([^"]+)"', page)]


def _words(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub("<[^>]+>|[\u2066-\u2069]", " ", page))


def test_a_workbook_of_units_is_previewed_entered_and_taken_back(
    salma: Reader, register: Register, tmp_path: Path
) -> None:
    run = _compared(salma, tmp_path)
    shown = page(salma, run, "new")
    for text in ("بلدية جعار", "محافظة أبين", "Municipality", "Khanfar", "T-1"):
        assert text in shown
    wrong = page(salma, run, "wrong")
    assert "!D4" in wrong
    assert "Neither this sheet nor the register has a unit of this code or name." in wrong
    assert "2 new units are entered. 1 wrong row is left out." in _words(
        salma.get(f"imports/confirm/?id={run.id}&deed=good").text
    )
    do(salma, run, "good")
    assert {unit.code for unit in Unit.select()} == {"T-1", "G-1"}
    report = page(salma, run)
    assert "New units 2" in _words(report)
    assert 'href="/admin/unit/"' in report
    assert 'href="/admin/imports/new/?plan=units"' in report
    assert "Administrative units" in salma.get("imports/").text.partition("<main")[2]
    do(salma, run, "undo")
    assert not Unit.select().where(Unit.archived_at.is_null()).exists()
    do(salma, run, "redo")
    assert Unit.select().where(Unit.archived_at.is_null()).count() == 2


def test_changes_are_shown_under_the_names_of_their_columns(salma: Reader, register: Register, tmp_path: Path) -> None:
    do(salma, _compared(salma, tmp_path, ROWS[:2]), "enter")
    run = _compared(salma, tmp_path, [[*ROWS[0][:3], "", "YE1210", "2021-03-01"]])
    shown = page(salma, run, "changed")
    unit = Unit.get(Unit.code == "T-1")
    assert f"/admin/unit/details/?id={unit.id}" in shown
    told = [_words(one) for one in re.findall(r"<dt>(.*?)</dt>", shown)]
    assert [one.split(" units!")[0] for one in told] == ["Unit above", "Area", "In being from"]
    assert "<del><bdi>محافظة أبين</bdi></del>" in shown
    unchanged = _compared(salma, tmp_path, ROWS[:2])
    assert "The register holds all of this already" in page(salma, unchanged)


def test_whoever_may_change_units_is_led_to_sending_a_workbook_and_to_an_empty_one(
    salma: Reader, nadia: Reader, register: Register, tmp_path: Path
) -> None:
    for reader in (salma, nadia):
        new, template = _sheets(reader)
        assert (new, template) == ("imports/new/?plan=units", "imports/template/en/?type=units")
        assert '<option value="units" selected>' in reader.get(new).text
    path = tmp_path / "empty.xlsx"
    with nadia.get("imports/template/ar/?type=units") as answer:
        path.write_bytes(answer.data)
    assert next(cell.value for cell in load_workbook(path).worksheets[0][1]) == "رمز الوحدة"


def test_whoever_may_not_is_neither_offered_it_nor_let_in(
    khaled: Reader, amin: Reader, visitor: Reader, register: Register, tmp_path: Path
) -> None:
    assert [_sheets(reader) for reader in (khaled, amin, visitor)] == [[], [], []]
    assert 'value="units"' not in khaled.get("imports/new/").text
    sent = io.BytesIO(csv_file(tmp_path, ROWS, HEADER).read_bytes())
    answer = khaled.post("imports/new/", "imports/new/", file=(sent, "units.csv"), plan="units")
    assert "You may not do this." in answer.text
    assert not ImportRun.select().exists()


def test_the_columns_page_offers_the_fields_of_units_and_asks_no_country(
    salma: Reader, register: Register, tmp_path: Path
) -> None:
    sent = io.BytesIO(csv_file(tmp_path, ROWS, HEADER).read_bytes())
    salma.post("imports/new/", "imports/new/", file=(sent, "units.csv"), plan="units")
    shown = page(salma, last())
    assert '<option value="unit_under" selected>' in shown
    assert 'id="country"' not in shown
    assert "organization_name" not in shown
