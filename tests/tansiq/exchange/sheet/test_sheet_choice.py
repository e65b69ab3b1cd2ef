"""The right sheet is found among pivots, look-ups, old copies and instructions."""

from pathlib import Path
from typing import Any

import pytest

from tansiq.exchange.sheet.understand import UnderstoodSheet, Ways, understand
from tansiq.exchange.values.problems import Unreadable
from tests.tansiq.exchange.making import AID, HEADER, SMALL, one_sheet, save, xlsx

LOOK_UP: list[list[Any]] = [
    ["Region", "Admin1 Pcode", "District", "Admin2 Pcode"],
    *([f"R{i}", f"YE{i:02}", f"D{i}", f"YE{i:04}"] for i in range(300)),
]
PIVOT: list[list[Any]] = [["Row labels", "Count of Organisation"], ["Health", 5], ["Water", 7]]


def _because(table: UnderstoodSheet) -> dict[str, str]:
    return {considered.sheet: str(considered.because) for considered in table.considered}


def test_a_sheet_that_says_who_what_and_where_wins_over_a_longer_look_up(tmp_path: Path) -> None:
    table = understand(xlsx(tmp_path, ("Admin", LOOK_UP), ("Pivot", PIVOT), ("5W", SMALL)))
    assert table.sheet == "5W"
    assert _because(table) == {
        "Admin": "It does not say who does something.",
        "Pivot": "None of its first 25 rows is a known header row.",
        "5W": "Chosen: 5 known columns and 2 rows say the most.",
    }


def test_a_sheet_without_places_or_deeds_is_told_so(tmp_path: Path) -> None:
    nowhere = [["Organisation", "Sector"], ["Relief", "Water"]]
    idle = [["Organisation", "District"], ["Relief", "Aden"]]
    table = understand(xlsx(tmp_path, ("Nowhere", nowhere), ("Idle", idle), ("5W", SMALL)))
    assert _because(table)["Nowhere"] == "It does not say where it is done."
    assert _because(table)["Idle"] == "It does not say what is done."


def test_a_hidden_sheet_is_read_only_by_its_name(tmp_path: Path) -> None:
    book, sheet = one_sheet([HEADER, *[AID] * 15])
    sheet.sheet_state = "hidden"
    shown = book.create_sheet("Shown")
    for row in SMALL:
        shown.append(row)
    table = understand(save(book, tmp_path / "made.xlsx"))
    assert table.sheet == "Shown"
    assert _because(table)["Data"] == "It is hidden. Choose it by its name to read it."
    assert [(notice.address, notice.code) for notice in table.notices] == [("Data", "hidden-sheet")]
    shown.delete_rows(1, 3)
    assert _refusal(save(book, tmp_path / "made.xlsx")) == (
        "Only hidden sheets have headers that we know: Data. Choose one by its name."
    )
    assert understand(tmp_path / "made.xlsx", sheet="data").sheet == "Data"


def _with_hidden_rows(folder: Path) -> Path:
    """Three rows of data, of which two were filtered out, and a hidden column of codes."""
    book, sheet = one_sheet([[*HEADER, "District P-code"], [*AID, "YE1211"], [*AID, "YE1210"], [*AID, "YE1209"]])
    for number in (3, 4):
        sheet.row_dimensions[number].hidden = True
    sheet.column_dimensions["F"].hidden = True
    return save(book, folder / "filtered.xlsx")


def test_hidden_rows_and_columns_are_passed_over_and_told(tmp_path: Path) -> None:
    table = understand(_with_hidden_rows(tmp_path))
    assert [row.number for row in table.rows()] == [2]
    assert "adm2_pcode" not in table.places
    assert [(notice.address, notice.code, str(notice.sentence)[:41]) for notice in table.notices] == [
        ("Data", "hidden-rows", "2 rows are hidden, and were not read. Sho"),
        ("Data!F1", "hidden-column", "This column is hidden, and was not read."),
    ]
    assert [column.letter for column in table.unmapped] == []


def test_hidden_rows_and_columns_are_read_where_that_is_chosen_and_told_all_the_same(tmp_path: Path) -> None:
    table = understand(_with_hidden_rows(tmp_path), ways=Ways(with_hidden=True))
    assert [row.value("adm2_pcode") for row in table.rows()] == ["YE1211", "YE1210", "YE1209"]
    assert [str(notice.sentence) for notice in table.notices] == ["2 rows are hidden, and were read."]


def test_a_sheet_whose_rows_are_all_hidden_is_refused(tmp_path: Path) -> None:
    book, sheet = one_sheet([HEADER, AID])
    sheet.row_dimensions[2].hidden = True
    assert "All rows of sheet Data are hidden." in _refusal(save(book, tmp_path / "made.xlsx"))


def test_the_country_of_the_codes_or_of_a_column_says_what_a_province_is(tmp_path: Path) -> None:
    header, row = ["Organisation", "Sector", "Région", "Province", "Pays"], ["Relief", "Health", "Sahel", "Seno", "x"]
    assert "adm2_name" not in understand(xlsx(tmp_path, ("5W", [header, row]))).places
    named = understand(xlsx(tmp_path, ("5W", [header, [*row[:4], "Burkina Faso"]])))
    coded = understand(xlsx(tmp_path, ("5W", [[*header, "Pcode"], [*row, "BF5601"]])))
    chosen = understand(xlsx(tmp_path, ("5W", [header, row])), ways=Ways(country="Burkina Faso"))
    assert [{"adm1_name", "adm2_name"} <= set(table.places) for table in (named, coded, chosen)] == [True] * 3


def test_a_sheet_alike_that_was_not_read_is_told(tmp_path: Path) -> None:
    table = understand(xlsx(tmp_path, ("January", SMALL), ("February", [*SMALL, AID]), ("Pivot", PIVOT)))
    assert table.sheet == "February"
    assert [(notice.address, notice.code) for notice in table.notices] == [("January", "another-sheet")]
    assert _because(table)["January"] == "It has fewer rows or known columns."


@pytest.mark.parametrize("name", ["January", "JANUARY "])
def test_a_sheet_can_be_chosen_by_its_name(tmp_path: Path, name: str) -> None:
    table = understand(xlsx(tmp_path, ("January", SMALL), ("February", [*SMALL, AID])), sheet=name)
    assert (table.sheet, table.notices) == ("January", [])
    assert _because(table) == {"January": "Chosen by its name."}


def _refusal(path: Path, sheet: str | None = None) -> str:
    with pytest.raises(Unreadable) as refused:
        understand(path, sheet=sheet)
    return str(refused.value)


def test_an_unknown_name_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    path = xlsx(tmp_path, ("January", SMALL), ("February", SMALL))
    assert _refusal(path, "March") == "There is no sheet March. The file has: January, February."


def test_a_file_without_any_known_header_is_refused(tmp_path: Path) -> None:
    refusal = _refusal(xlsx(tmp_path, ("Pivot", PIVOT), ("Empty", [])))
    assert "first 25 rows of: Pivot, Empty. Add a row of HXL tags" in refusal


def test_headers_without_rows_are_refused(tmp_path: Path) -> None:
    assert _refusal(xlsx(tmp_path, ("5W", [HEADER]))) == "Sheet 5W has headers but no rows below them."


def test_a_header_below_the_first_25_rows_is_not_looked_for(tmp_path: Path) -> None:
    late = [["x"]] * 25 + SMALL
    assert "No header row" in _refusal(xlsx(tmp_path, ("Late", late)))
    assert understand(xlsx(tmp_path, ("Late", late[1:]))).header_row == 25
