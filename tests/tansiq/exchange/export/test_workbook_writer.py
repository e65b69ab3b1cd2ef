"""The sheets that go out: no text runs as a formula, lists to choose from, and what filters and readers get."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tansiq.exchange.export.column_order import EXPORTED
from tansiq.exchange.export.exporting import Filters
from tansiq.exchange.export.workbook_writer import export
from tansiq.language.words import speaking
from tansiq.models import Intervention, Partnership
from tansiq.records import changes
from tests.fivew import take
from tests.people import NOBODY, SALMA
from tests.register import Register
from tests.tansiq.exchange.exported import FORMATS, Format, csv_rows, exported


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize(
    "text",
    ["=1+1", "+967", "-5 m", "@SUM(A1)", "'=x", "''-", "\t=1", "#adm1", "water;=1+1", "a\n-b", "=cmd|' /C calc'!A0"],
)
def test_no_text_of_ours_runs_as_a_formula(register: Register, tmp_path: Path, kind: Format, text: str) -> None:
    work = register.intervention("NRA")
    register.site(work)
    # Not through the door, which takes tabs off: rows from before it did may begin with one.
    Intervention.update(title_en=text).where(Intervention.id == work.id).execute()
    path = exported(tmp_path, kind)
    at = EXPORTED.index("title_en")
    if kind == "csv":
        assert csv_rows(path)[2][at][0] not in "=+-@\t"
    else:
        cell = load_workbook(path).worksheets[0].cell(3, at + 1)
        assert (cell.data_type, str(cell.value)[0] in "=+-@") == ("s", False)
    assert take(path).plan.tally.unchanged == 1
    assert Intervention.get().title_en == text


def test_the_arabic_workbook_reads_from_right_to_left_and_offers_lists(register: Register, tmp_path: Path) -> None:
    register.site(register.intervention("NRA"))
    with speaking("ar"):
        book = load_workbook(exported(tmp_path, "xlsx"))
    sheet, lists = book.worksheets
    assert (sheet.sheet_view.rightToLeft, sheet.freeze_panes, lists.sheet_state) == (True, "A3", "hidden")
    assert sheet["A1"].value == "معرف القيد"
    assert sheet["A2"].value == "#meta+id"
    offered = {str(rule.sqref).split("3:")[0]: rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert set(offered) == {"F", "U", "AE", "AH", "AI", "BB"}
    sectors = [cell.value for cell in lists["D"] if cell.value]
    assert sectors == ["المياه والإصحاح", "الأمن الغذائي", "الصحة"]


def test_an_english_workbook_reads_from_left_to_right(register: Register, tmp_path: Path) -> None:
    register.site(register.intervention("NRA"))
    assert not load_workbook(exported(tmp_path, "xlsx")).worksheets[0].sheet_view.rightToLeft


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, 3),
        ({"country": "YE"}, 3),
        ({"within": "YE1211"}, 2),
        ({"within": "YE121122"}, 1),
        ({"sector": "hea"}, 1),
        ({"organization": "adr"}, 1),
        ({"status": ("PLANNED",)}, 1),
        ({"begins": date(2026, 4, 1)}, 1),
        ({"ends": date(2026, 3, 31)}, 2),
    ],
)
def test_a_filtered_list_is_exported(register: Register, tmp_path: Path, filters: Any, expected: int) -> None:
    work = register.intervention("NRA")
    register.site(work)
    register.site(work, "YE121122")
    later = register.intervention("ADR", "HEA", status="PLANNED", starts_on=date(2026, 4, 1), ends_on=None)
    register.site(later, "YE19")
    assert len(csv_rows(exported(tmp_path, "csv", **filters))) - 2 == expected


def test_a_reader_exports_what_a_reader_sees(register: Register, tmp_path: Path) -> None:
    hidden, shown = register.intervention("NRA", is_published=False), register.intervention("ADR")
    register.site(hidden)
    register.site(shown)
    donor = register.organization("DON", is_published=False)
    changes.replace_parts(SALMA, shown, Partnership, [{"organization": donor.id, "role": "FUNDING"}])
    path = tmp_path / "out.csv"
    assert export(NOBODY, Filters(), path, "csv") == 1
    assert "DON" not in path.read_text("utf-8-sig")
    assert "NRA" not in path.read_text("utf-8-sig")
