"""Rows of plain markup are taken by a pattern: they say what expat tells of them, and nothing else is taken for one."""

from collections.abc import Generator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.exchange.values.problems import Unreadable
from tansiq.exchange.workbook.hidden import Hidden
from tansiq.exchange.workbook.xlsx_plain_rows import Cell, without_plain_rows
from tansiq.exchange.workbook.xlsx_rows import Lookups, SheetRows

LOOKUPS = Lookups(["Aden", "Taiz"], {"2": lambda number: f"day {number}"}, {"3": 2})
PLAIN = (
    '<row r="{n}"/>',
    '<row r="{n}" spans="1:3" hidden="true" x14ac:dyDescent="0.25"><c r="B{n}" s="3" t="s"><v>1</v></c></row>',
    '<row r="{n}" ht="15"><c r="A{n}" s="2"><v>7.5</v></c><c r="AB{n}" t="str"><f>A1</f><v>عدن</v></c></row>',
    '<row r="{n}" hidden="0"><c r="A{n}" t="inlineStr"><is><t xml:space="preserve"> a_x0041_ </t></is></c></row>',
    '<row r="{n}"><c r="C{n}" s="1"/><c r="A{n}" t="e"><f aca="false">1/0</f><v>#N/A</v></c><c r="D{n}"/></row>\n',
    '<row r="{n}"><c r="A{n}"><f>B1</f></c><c r="B{n}" t="str"><f t="shared"/><v></v></c><c r="D{n}"><v/></c></row>',
    '<row r="{n}"><c r="A{n}" t="b"><v>1</v></c><c r="B{n}" t="d"><v>2026-04-13</v></c><c r="A{n}"><v>9</v></c></row>',
)
UNNUMBERED = '<row ht="15"><c r="B9"><v>1</v></c></row>'
OTHER = (
    '<row hidden="1" r="{n}"><c><v>1</v></c><c t="s"><v>0</v></c></row>',
    '<row r="{n}" own="x"><c r="A{n}" t="str"><v>R&amp;D</v></c></row>',
    '<row r="{n}"><c r="A{n}" t="inlineStr"><is><r><t>Re</t></r><r><t>lief</t></r></is></c></row>',
    '<row r="{n}"><c r="AAA{n}"><v>1</v></c></row>',
    '<row r="{n}"><c r="A{n}"><v>1</v><extLst/></c></row>',
)
LAST = (
    "<!-- <row r='8'/> --><row/>",
    '<!-- <row r="99"/> --><row r="{n}"/>',
    '<row r="{n}"><c t="str"><v><![CDATA[</row><row r="99"/>]]></v></c></row>',
    '<?own <row r="99"/>?><row/>',
    '<row r="{n}" ht="1" ht="1"/>',
    '<row r="{n}"><c r="A{n}" t="str"><v>a]]>b</v></c></row>',
    '<row r="{n}"><c r="A{n}" t="str"><v>a\x01b</v></c></row>',
    '<row r="{n}"><c r="A{n}" t="str"><v>a\uffffb</v></c></row>',
    '<row r="{n}"><c r="A{n}" t="s"><v>2</v></c></row>',
    '<row r="{n}"><c r="ZZ{n}" t="s"><v>x</v></c></row>',
    '<row r="1"/>',
    '<row r="9999999"/>',
    '<row r="{n}"><row r="99"/></row><row/>',
    '<row r="{n}"><c r="A{n}"><v>1</v></c>',
)


def _sheet(markup: str, piece: int = 1 << 16, head: str = "") -> SheetRows:
    text = f"{head}<worksheet><sheetData>{markup}</sheetData><cols/></worksheet>"
    return SheetRows(_pieces(text.encode(), piece), LOOKUPS)


def _pieces(content: bytes, size: int) -> Generator[bytes, None, None]:
    yield from (content[at : at + size] for at in range(0, len(content), size))


def _told(sheet: SheetRows) -> tuple[Any, Hidden, Any]:
    """What a sheet says, or why it is refused; the rows before that are told too."""
    rows: list[Any] = []
    try:
        for number, cells in sheet:
            rows.append((number, [(type(cell), cell) for cell in cells]))
    except Unreadable as unreadable:
        return str(unreadable), Hidden(), None
    return rows, sheet.hidden, sheet.indents


@given(
    st.lists(st.sampled_from((UNNUMBERED, *PLAIN, *OTHER)), max_size=9),
    st.sampled_from(("", *LAST)),
    st.integers(40, 400),
)
def test_a_sheet_says_the_same_whether_its_rows_are_taken_or_told_by_expat(
    rows: list[str], last: str, piece: int
) -> None:
    markup = "".join(row.replace("{n}", str(number)) for number, row in enumerate([*rows, last], 3))
    told = _told(_sheet(markup, head="<!-- No rows are taken below this. -->"))
    assert _told(_sheet(markup)) == told
    assert _told(_sheet(markup, piece)) == told


class _Noting:
    """Notes which rows it is given."""

    def __init__(self) -> None:
        self.numbers: list[str] = []

    def is_between_rows(self) -> bool:
        return True

    def take(self, attributes: dict[str, str], _cells: list[Cell]) -> None:
        self.numbers.append(attributes.get("r", ""))


def _taken(markup: str) -> tuple[list[str], bytes]:
    noting = _Noting()
    text = f"<worksheet><sheetData>{markup}</sheetData></worksheet>".encode()
    return noting.numbers, b"".join(without_plain_rows(_pieces(text, 1 << 16), noting))


@pytest.mark.parametrize("row", PLAIN)
def test_plain_rows_are_taken(row: str) -> None:
    numbers, rest = _taken(row.replace("{n}", "7"))
    assert numbers == ["7"]
    assert b"".join(rest.split()) == b"<worksheet><sheetData></sheetData></worksheet>"


@pytest.mark.parametrize("row", OTHER + LAST[:8])
def test_other_rows_are_left_to_expat(row: str) -> None:
    numbers, rest = _taken(row.replace("{n}", "7"))
    assert (numbers, rest.count(b"<row")) == ([], row.count("<row"))


@pytest.mark.parametrize(
    "head",
    ["<!-- <sheetData> -->", "<?own?>", '<?xml version="1.0" encoding="windows-1252"?>'],
    ids=["comment", "instruction", "another-encoding"],
)
def test_nothing_is_taken_below_a_head_that_may_mean_something_else(head: str) -> None:
    noting = _Noting()
    text = f"{head}<worksheet><sheetData>{PLAIN[0]}</sheetData></worksheet>".encode()
    assert b"".join(without_plain_rows(_pieces(text, 99), noting)) == text
    assert noting.numbers == []


def test_letters_that_are_no_utf8_are_refused() -> None:
    row = b'<row r="1"><c r="A1" t="str"><v>\xff</v></c></row>'
    text = b"<worksheet><sheetData>" + row + b"</sheetData></worksheet>"
    with pytest.raises(Unreadable, match="damaged"):
        list(SheetRows(_pieces(text, 1 << 16), LOOKUPS))


def test_a_row_without_an_end_is_not_held_in_memory() -> None:
    noting, cells = _Noting(), '<c r="A1"><v>1</v></c>' * 40_000
    text = f'<worksheet><sheetData><row r="1">{cells}</row><row r="2"/></sheetData></worksheet>'.encode()
    longest = max(map(len, without_plain_rows(_pieces(text, 1 << 16), noting)))
    assert longest < 1 << 19
    assert noting.numbers == []
