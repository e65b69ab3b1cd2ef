"""The look through a sheet's XML finds its extent, its failed formulas and its merged ranges."""

import io

import pytest

from tansiq.exchange.values.problems import Unreadable
from tansiq.exchange.workbook import xlsx_scan
from tansiq.exchange.workbook.merges import Merged
from tansiq.exchange.workbook.xlsx_scan import Scan, scan


def _scan(rows: str, after: str = "", prefix: str = "") -> Scan:
    text = f"<worksheet><sheetData>{rows}</sheetData>{after}</worksheet>"
    if prefix:
        text = text.replace("</", "\0").replace("<", f"<{prefix}:").replace("\0", f"</{prefix}:")
    return scan(io.BytesIO(text.encode()))


SMALL = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1"/></row>'
    '<row r="7" s="3"><c r="AB7"><v>1</v></c><c r="AC7" s="4"/></row>'
)


@pytest.mark.parametrize("prefix", ["", "x"])
def test_the_extent_is_that_of_the_filled_cells(prefix: str) -> None:
    found = _scan(SMALL + '<row r="1048576"><c r="XFD1048576" s="2"/></row>', prefix=prefix)
    assert (found.filled, found.last_row, found.last_column, found.area) == (2, 7, 27, 7 * 28)
    assert found.addressed


@pytest.mark.parametrize("prefix", ["", "x"])
def test_failed_and_uncalculated_formulas_are_found_at_their_cells(prefix: str) -> None:
    found = _scan(
        '<row r="3"><c r="A3" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B3"><f>A1</f><v>5</v></c>'
        '<c r="C3"><f>A1</f><v></v></c><c r="D3" t="str"><f>""</f><v></v></c><c r="E3"><f>A1</f></c>'
        '<c r="F3" t="e"><v>#N/A</v></c><c r="G3"><v>5</v></c></row>',
        prefix=prefix,
    )
    assert found.failed == {3: {0: "#DIV/0!", 2: "=", 4: "=", 5: "#N/A"}}


def test_merged_ranges_stand_after_the_rows() -> None:
    found = _scan(SMALL, '<mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell x="1" ref="AA5:AA9"/></mergeCells>')
    assert found.merges == [Merged(1, 0, 2, 1), Merged(5, 26, 9, 26)]


@pytest.mark.parametrize(
    "rows",
    ["<row><c><v>1</v></c></row>", '<row r="1"><c><v>1</v></c></row>', '<row s="1"><c r="A1"><v>1</v></c></row>'],
)
def test_cells_without_addresses_are_noticed(rows: str) -> None:
    assert not _scan(rows).addressed


@pytest.mark.parametrize("prefix", ["", "x"])
def test_the_rules_below_the_rows_are_no_formulas(prefix: str) -> None:
    rule = '<dataValidation sqref="A1"><formula1>Lists!A1:A9</formula1></dataValidation>'
    found = _scan(SMALL, f"<dataValidations>{rule}</dataValidations>", prefix)
    assert (found.addressed, found.failed) == (True, {})


def test_texts_inside_the_sheet_count_as_filled() -> None:
    assert _scan('<row r="2"><c r="B2" t="inlineStr"><is><t>Aden</t></is></c></row>').area == 4


def test_an_empty_sheet_has_no_extent() -> None:
    assert _scan("").area == 0
    assert scan(io.BytesIO(b"")).filled == 0


def test_rows_are_found_across_the_borders_of_the_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = _scan(SMALL * 20)
    for size in (1, 2, 7, 64):
        monkeypatch.setattr(xlsx_scan, "_CHUNK", size)
        assert _scan(SMALL * 20) == whole


def test_a_row_or_a_crowd_of_errors_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_scan, "_MOST_OF_ROW", 50)
    with pytest.raises(Unreadable, match="unpacks to more"):
        _scan('<row r="1">' + '<c r="A1"/>' * 20)
    monkeypatch.setattr(xlsx_scan, "_MOST_OF_ROW", 10**6)
    monkeypatch.setattr(xlsx_scan, "MOST_FAILED", 2)
    with pytest.raises(Unreadable, match="formulas"):
        _scan("".join(f'<row r="{i}"><c r="A{i}" t="e"><v>#N/A</v></c></row>' for i in range(1, 5)))


@pytest.mark.parametrize("prefix", ["", "x"])
def test_hidden_rows_that_hold_something_and_hidden_columns_are_noticed(prefix: str) -> None:
    cell = '<c r="A{0}"><v>1</v></c>'
    rows = (
        f'<row r="1">{cell.format(1)}</row><row r="2" hidden="1">{cell.format(2)}</row>'
        f'<row r="3" hidden="1"></row><row hidden="true" r="4">{cell.format(4)}</row><row r="5">{cell.format(5)}</row>'
    )
    columns = '<cols><col min="1" max="1" width="9"/><col hidden="1" min="2" max="3"/></cols>'
    text = f"<worksheet>{columns}<sheetData>{rows}</sheetData></worksheet>"
    text = text.replace("</", "\0").replace("<", f"<{prefix}:").replace("\0", f"</{prefix}:") if prefix else text
    found = scan(io.BytesIO(text.encode()))
    assert [number for number in range(6) if number in found.hidden.rows] == [2, 4]
    assert [index for index in range(6) if index in found.hidden.columns] == [1, 2]
