"""The rows of a sheet's XML: where cells stand, what they hold, and what is refused instead of being held in memory."""

from collections.abc import Generator
from datetime import date
from typing import Any

import pytest

from tansiq.exchange.values.problems import CellError, TooLong, Unreadable
from tansiq.exchange.workbook import xlsx_rows
from tansiq.exchange.workbook.merges import MOST_MERGED, Merged
from tansiq.exchange.workbook.xlsx_rows import Lookups, SheetRows

SMALL = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1"/></row>'
    '<row r="7" s="3"><c r="AB7"><v>1</v></c><c r="AC7" s="4"/></row>'
)


def _sheet(rows: str, after: str = "", prefix: str = "", piece: int = 1 << 16) -> SheetRows:
    text = f"<worksheet><sheetData>{rows}</sheetData>{after}</worksheet>"
    if prefix:
        text = text.replace("</", "\0").replace("<", f"<{prefix}:").replace("\0", f"</{prefix}:")
    return SheetRows(_pieces(text.encode(), piece), Lookups(["Aden"], {}))


def _pieces(content: bytes, size: int) -> Generator[bytes, None, None]:
    yield from (content[at : at + size] for at in range(0, len(content), size))


def _cells(cells: str) -> list[Any]:
    ((_, values),) = _sheet(f'<row r="3">{cells}</row>')
    return values


@pytest.mark.parametrize("prefix", ["", "x"])
@pytest.mark.parametrize("piece", [1, 7, 1 << 16])
def test_cells_stand_where_they_say(prefix: str, piece: int) -> None:
    rows = list(_sheet(SMALL, prefix=prefix, piece=piece))
    assert rows == [(1, ["Aden"]), (7, [None] * 27 + [1.0])]


def test_failed_and_uncalculated_formulas_are_told_apart() -> None:
    cells = _cells(
        '<c r="A3" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="B3"><f>A1</f><v>5</v></c>'
        '<c r="C3"><f>A1</f><v></v></c><c r="D3" t="str"><f>""</f><v></v></c><c r="E3"><f>A1</f></c>'
        '<c r="F3" t="e"><v>#N/A</v></c><c r="G3"><v>5</v></c>'
    )
    assert cells == ["#DIV/0!", 5.0, "=", None, "=", "#N/A", 5.0]
    assert [isinstance(cell, CellError) for cell in cells] == [True, False, True, False, True, True, False]


def test_texts_dates_and_truths_stand_in_the_sheet_itself() -> None:
    aid = "<is><r><t>Re</t></r><r><t>lief</t></r><rPh><t>rirīfu</t></rPh></is>"
    cells = _cells(
        f'<c t="inlineStr">{aid}</c><c t="d"><v>2026-04-13</v></c><c t="b"><v>1</v></c><c><v>none</v></c>'
        '<c t="str"><v>a_x0041_&amp;_xD800_</v></c>'
    )
    assert cells == ["Relief", date(2026, 4, 13), True, "none", "aA&\ufffd"]


def test_merged_ranges_stand_after_the_rows() -> None:
    sheet = _sheet(SMALL, '<mergeCells count="2"><mergeCell ref="A1:B2"/><mergeCell x="1" ref="AA5:AA9"/></mergeCells>')
    list(sheet)
    assert sheet.merges == [Merged(1, 0, 2, 1), Merged(5, 26, 9, 26)]


def test_the_rules_below_the_rows_are_no_cells() -> None:
    rule = '<dataValidation sqref="A1"><formula1>Lists!A1:A9</formula1><v>7</v></dataValidation>'
    assert [number for number, _ in _sheet(SMALL, f"<dataValidations>{rule}</dataValidations>")] == [1, 7]


def test_a_text_that_is_too_long_for_a_cell_leaves_its_beginning() -> None:
    (cell,) = _cells(f'<c t="str"><v>{"word " * 10_000}</v></c>')
    assert isinstance(cell, TooLong)
    assert cell.startswith("word word")
    assert len(cell) < 200


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ("<row/>" * 3 + '<row r="1048577"/>', "more rows"),
        ('<row r="1048576"/><row/>', "more rows"),
        ('<row r="2"/><row r="2"/>', "damaged"),
        ('<row><c r="XFE1"><v>1</v></c></row>', "more rows"),
        ('<row><c r="XFD1"><v>1</v></c><c><v>1</v></c></row>', "more rows"),
        ('<row><c r="1A"><v>1</v></c></row>', "damaged"),
        ('<row><c t="s"><v>1</v></c></row>', "damaged"),
        ("<a>" * 500, "unpacks to more"),
        ("<!--" + " " * 3_000_000 + "-->", "unpacks to more"),
        (f'<c a="{"x" * 3_000_000}"/>', "unpacks to more"),
        ("".join(f"<a{number}/>" for number in range(20_000)), "unpacks to more"),
    ],
)
def test_what_no_program_writes_is_refused(rows: str, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        list(_sheet(rows))


def test_cells_failures_and_merges_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_rows, "MOST_CELLS", 30_000)
    with pytest.raises(Unreadable, match="more rows"):
        list(_sheet('<row><c r="XFD1"><v>1</v></c></row>' * 2))
    monkeypatch.setattr(xlsx_rows, "MOST_FAILED", 2)
    with pytest.raises(Unreadable, match="formulas"):
        list(_sheet("".join(f'<row r="{i}"><c r="A{i}" t="e"><v>#N/A</v></c></row>' for i in range(1, 5))))
    with pytest.raises(Unreadable, match="merged"):
        list(_sheet(SMALL, '<mergeCell ref="A1:B2"/>' * (MOST_MERGED + 1)))


def test_a_type_of_its_own_is_refused() -> None:
    with pytest.raises(Unreadable, match="damaged"):
        list(SheetRows(_pieces(b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet/>', 99), Lookups()))


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_hidden_rows_that_hold_something_and_hidden_columns_are_noticed(prefix: str) -> None:
    cell = f'<{prefix}c r="A{{0}}"><{prefix}v>1</{prefix}v></{prefix}c>'
    kinds = ("", 'hidden="1"', 'hidden="true"')
    rows = "".join(
        f'<{prefix}row {kind} r="{number}">{cell.format(number) if number != 3 else ""}</{prefix}row>'
        for number, kind in enumerate((kinds[0], kinds[1], kinds[1], kinds[2], kinds[0]), 1)
    )
    columns = f'<{prefix}cols><{prefix}col min="1" max="1"/><{prefix}col hidden="1" min="2" max="3"/></{prefix}cols>'
    data = f"<{prefix}sheetData>{rows}</{prefix}sheetData>"
    text = f"<{prefix}worksheet>{columns}{data}</{prefix}worksheet>"
    sheet = SheetRows(_pieces(text.encode(), 99), Lookups())
    list(sheet)
    assert [number for number in range(6) if number in sheet.hidden.rows] == [2, 4]
    assert [index for index in range(6) if index in sheet.hidden.columns] == [1, 2]
