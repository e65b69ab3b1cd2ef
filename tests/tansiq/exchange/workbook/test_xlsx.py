"""XLSX: rows kept and rows streamed are the same, and vast sheets cost no memory."""

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl.styles import PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tansiq.exchange.values.dates import EPOCH_1900, EPOCH_1904
from tansiq.exchange.values.problems import CellError, Unreadable
from tansiq.exchange.workbook.merges import Merged
from tansiq.exchange.workbook.opening import open_book
from tests.tansiq.exchange.making import SMALL, one_sheet, rows_read_within, save, xlsx


@pytest.fixture(params=["kept", "streamed"])
def reader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of reading a sheet: kept from the first walk over it, and walked again."""
    if request.param == "streamed":
        monkeypatch.setattr("tansiq.exchange.workbook.xlsx.MOST_KEPT", 0)


def _rows(path: Path) -> list[tuple[int, list[Any]]]:
    return list(open_book(path).rows("Data"))


@pytest.mark.usefixtures("reader")
def test_values_keep_their_types_and_rows_their_numbers(tmp_path: Path) -> None:
    book, _ = one_sheet([["a", 5, 2.5, date(2026, 1, 5), True], [], ["b", None, None, None, None]])
    ((one, first), (two, second)) = _rows(save(book, tmp_path / "made.xlsx"))
    assert (one, two) == (1, 3)
    assert first[:3] == ["a", 5, 2.5]
    assert first[3] in (date(2026, 1, 5), datetime(2026, 1, 5))  # noqa: DTZ001  cells have no zone
    assert first[4] is True
    assert second[:1] == ["b"]
    assert set(second[1:]) <= {None}


@pytest.mark.usefixtures("reader")
def test_a_sheet_that_begins_far_from_its_corner_keeps_its_addresses(tmp_path: Path) -> None:
    book, sheet = one_sheet([])
    sheet["D5"], sheet["E7"] = "x", "y"
    ((one, first), (two, second)) = _rows(save(book, tmp_path / "made.xlsx"))
    assert (one, first[:4]) == (5, [None, None, None, "x"])
    assert (two, second) == (7, [None, None, None, None, "y"])


@pytest.mark.usefixtures("reader")
def test_merged_values_hold_across_and_down(tmp_path: Path) -> None:
    book, sheet = one_sheet([["Relief", None, "Aden"], [None, None, "Lahj"], [None, None, "Taiz"]])
    sheet.merge_cells("A1:B2")
    path = save(book, tmp_path / "made.xlsx")
    assert _rows(path) == [
        (1, ["Relief", "Relief", "Aden"]),
        (2, ["Relief", "Relief", "Lahj"]),
        (3, [None, None, "Taiz"]),
    ]
    assert open_book(path).merged("Data") == [Merged(1, 0, 2, 1)]


@pytest.mark.usefixtures("reader")
def test_formulas_without_a_cached_value_and_errors_are_marked(tmp_path: Path) -> None:
    book, sheet = one_sheet([["Aden", "=1+1", None]])
    sheet["C1"] = "#REF!"
    ((_, cells),) = _rows(save(book, tmp_path / "made.xlsx"))
    assert cells == ["Aden", "=", "#REF!"]
    assert isinstance(cells[1], CellError)
    assert isinstance(cells[2], CellError)


@pytest.mark.usefixtures("reader")
def test_characters_that_excel_writes_as_codes_are_characters_again(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ("Data", [["one_x000D_\ntwo", "_x0041_den", "max_xyz"]]))
    assert _rows(path) == [(1, ["one\r\ntwo", "Aden", "max_xyz"])]


def test_a_formula_with_its_cached_value_is_that_value(tmp_path: Path) -> None:
    path = _rewritten(tmp_path, b"<v>500</v>", b"<f>250*2</f><v>500</v>")
    assert _rows(path)[1][1][3] == 500


@pytest.mark.usefixtures("reader")
def test_cells_without_addresses_are_placed_by_their_order(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ("Data", [["a", "b"], ["c", "d"]]))
    for corner in (b"A1", b"B1", b"A2", b"B2"):
        path = _rewritten(tmp_path, b' r="' + corner + b'"', b"", path)
    assert [cells for _, cells in _rows(path)] == [["a", "b"], ["c", "d"]]


def test_a_sheet_that_claims_every_row_costs_no_memory(tmp_path: Path) -> None:
    book, sheet = one_sheet(SMALL)
    sheet.cell(1_048_576, 40).fill = PatternFill("solid", fgColor="FFFF00")
    assert rows_read_within(400, save(book, tmp_path / "claims.xlsx")) == "1 2 3"


def test_a_stray_value_in_the_last_row_costs_no_memory(tmp_path: Path) -> None:
    """Laid out as a rectangle these four rows take 1,300 MB."""
    book, sheet = one_sheet(SMALL)
    sheet.cell(1_048_576, 40).value = "stray"
    assert rows_read_within(400, save(book, tmp_path / "stray.xlsx")) == "1 2 3 1048576"


def test_sheets_say_whether_they_are_hidden_and_how_many_rows_they_hold(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ("Data", SMALL))
    book, sheet = one_sheet(SMALL)
    for state in ("hidden", "veryHidden"):
        other = book.create_sheet(state)
        other.sheet_state = state
    sheet["A9"] = " "
    opened = open_book(save(book, path))
    assert [(sheet.name, sheet.hidden) for sheet in opened.sheets] == [
        ("Data", False),
        ("hidden", True),
        ("veryHidden", True),
    ]
    assert opened.filled("hidden") == 0
    assert opened.filled("Data") >= 3


def test_a_workbook_counts_its_days_from_1900_or_1904(tmp_path: Path) -> None:
    book, _ = one_sheet([["Start date"], [date(2026, 4, 13)]])
    book.epoch = CALENDAR_MAC_1904
    path = save(book, tmp_path / "mac.xlsx")
    assert open_book(path).epoch == EPOCH_1904
    assert str(_rows(path)[1][1][0])[:10] == "2026-04-13"
    assert open_book(xlsx(tmp_path, ("Data", SMALL))).epoch == EPOCH_1900


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("at", [b"<sheetData>", b"</row>"])
def test_a_sheet_that_breaks_off_half_way_is_damaged(tmp_path: Path, at: bytes) -> None:
    path = _rewritten(tmp_path, at, b"<broken & ")
    with pytest.raises(Unreadable, match="damaged"):
        _rows(path)


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_a_workbook_that_lacks_a_part_is_refused(tmp_path: Path, part: str) -> None:
    with (
        zipfile.ZipFile(xlsx(tmp_path, ("Data", SMALL))) as whole,
        zipfile.ZipFile(tmp_path / "part.xlsx", "w") as less,
    ):
        for name in whole.namelist():
            less.writestr(name, b"<x" if name == part else whole.read(name))
    with pytest.raises(Unreadable):
        list(open_book(tmp_path / "part.xlsx").rows("Data"))


def _rewritten(folder: Path, old: bytes, new: bytes, source: Path | None = None) -> Path:
    """The small workbook with a change in the XML of its sheet."""
    source = source or xlsx(folder, ("Data", SMALL))
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(folder / "rewritten.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(old, new) if name.startswith("xl/worksheets/") else content)
    return folder / "rewritten.xlsx"


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize(
    ("shape", "shown"), [("0%", 45), ("0.00%", 45), ('0" % of all"', None), ("0\\%", None), ("0", None)]
)
def test_what_is_shown_as_a_percentage_is_known_as_one(tmp_path: Path, shape: str, shown: int | None) -> None:
    book, sheet = one_sheet([[0.45]])
    sheet["A1"].number_format = shape
    [(_, [value])] = _rows(save(book, tmp_path / "made.xlsx"))
    assert value == 0.45
    assert getattr(value, "percent", None) == shown
