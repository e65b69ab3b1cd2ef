"""A quick look through the XML of one XLSX sheet for what calamine does not tell.

calamine reads 40,000 rows a second, but lays every sheet out as one full rectangle (a stray cell in the last
row of the last column would take hundreds of gigabytes), and turns failed and uncalculated formulas into
empty cells. The look finds the filled extent, those formulas, the merged ranges and what is hidden, no more.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import IO

from tansiq.exchange.values.problems import CellError, Unreadable
from tansiq.exchange.workbook.hidden import Hidden
from tansiq.exchange.workbook.merges import Merged
from tansiq.exchange.workbook.refusals import TOO_LARGE, TOO_MANY_FAILED

MOST_FAILED = 300_000
_CHUNK = 1 << 20
_MOST_OF_ROW = 1 << 26

_PREFIX = re.compile(rb"<(\w+:)?worksheet\b")
_ROW_NUMBER = re.compile(rb'\br="(\d+)"')
_CELL_COLUMN = re.compile(rb'\br="([A-Z]{1,3})\d+"')
_HIDES = re.compile(rb'\bhidden="(?:1|true)"')
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_COLUMN_SPAN = (re.compile(rb'\bmin="(\d{1,5})"'), re.compile(rb'\bmax="(\d{1,5})"'))
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')


@dataclass
class Scan:
    """What was found. `filled` counts rows that hold a value; `addressed` is False where cells do not say
    where they stand, which the standard allows: then only the slow reader can place them.
    """

    filled: int = 0
    last_row: int = 0
    last_column: int = 0
    failed: dict[int, dict[int, CellError]] = field(default_factory=dict)
    merges: list[Merged] = field(default_factory=list)
    hidden: Hidden = field(default_factory=Hidden)
    addressed: bool = True

    @property
    def area(self) -> int:
        """Cells of the rectangle that calamine would lay out."""
        return self.last_row * (self.last_column + 1)


def column_index(letters: bytes) -> int:
    """0-based: A is 0, AA is 26."""
    index = 0
    for letter in letters:
        index = index * 26 + letter - 64
    return index - 1


def scan(stream: IO[bytes]) -> Scan:
    """Look through the XML of one sheet, row by row."""
    first = stream.read(_CHUNK)
    prefix = (_PREFIX.search(first) or [b"", None])[1] or b""
    marks = _Marks(prefix)
    found = Scan()
    last = b""
    for index, last in enumerate(_rows(first, stream, marks.row)):
        if index == 0:
            _look_at_columns(last, found)
        _look(last, marks, found)
    found.merges = [
        Merged(int(m[2]), column_index(m[1]), int(m[4]), column_index(m[3])) for m in _MERGED.finditer(last)
    ]
    return found


class _Marks:
    """The openings of elements, with the prefix that the program that wrote the sheet happens to use."""

    def __init__(self, prefix: bytes) -> None:
        self.row, self.bare_row = b"<" + prefix + b"row ", b"<" + prefix + b"row>"
        self.cell, self.value, self.inline = (
            b"<" + prefix + b"c ",
            b"<" + prefix + b"v",
            b"<" + prefix + b"is>",
        )
        self.formula, self.end = b"<" + prefix + b"f", b"</" + prefix + b"c>"
        self.closing = b"</" + prefix + b"sheetData>"
        p = re.escape(prefix)
        self.content = re.compile(rb"<%bv[^>]*>([^<]+)<" % p)


def _rows(first: bytes, stream: IO[bytes], opening: bytes) -> Iterator[bytes]:
    """The pieces between the openings of rows; what follows the last row comes with it."""
    chunk, rest = first, b""
    while chunk:
        *whole, rest = (rest + chunk).split(opening)
        yield from whole
        if len(rest) > _MOST_OF_ROW:
            raise Unreadable(TOO_LARGE)
        chunk = stream.read(_CHUNK)
    yield rest


def _look(row: bytes, marks: _Marks, found: Scan) -> None:
    row = row.partition(marks.closing)[0]  # The rules of drop-down lists below the data are formulas too.
    if marks.bare_row in row:
        found.addressed = False
    value_at = max(row.rfind(marks.value), row.rfind(marks.inline))
    fails = b't="e"' in row or marks.formula in row
    if value_at < 0 and not fails:
        return
    number = _ROW_NUMBER.match(row) or _ROW_NUMBER.search(row)
    column = _CELL_COLUMN.search(row, max(row.rfind(marks.cell, 0, value_at), 0))
    if number is None or column is None:
        found.addressed = False
        return
    if value_at >= 0:
        found.filled += 1
        found.last_row = int(number[1])
        found.last_column = max(found.last_column, column_index(column[1]))
        if _HIDES.search(row, 0, row.find(b">")):
            found.hidden.rows.add(int(number[1]), int(number[1]))
    if fails:
        _failed(row, int(number[1]), marks, found)


def _look_at_columns(before: bytes, found: Scan) -> None:
    """Note the hidden columns, which are told before the first row."""
    for column in _COLUMN.findall(before):
        first, last = (pattern.search(column) for pattern in _COLUMN_SPAN)
        if _HIDES.search(column) and first and last:
            found.hidden.columns.add(int(first[1]) - 1, int(last[1]) - 1)


def _places(row: bytes, *marks: bytes) -> Iterator[int]:
    """Where any of the marks stands in a row."""
    for mark in marks:
        at = row.find(mark)
        while at >= 0:
            yield at
            at = row.find(mark, at + 1)


def _failed(row: bytes, number: int, marks: _Marks, found: Scan) -> None:
    """Note the failed and the uncalculated formulas of one row."""
    for at in _places(row, marks.formula, b't="e"'):
        cell = row[max(row.rfind(marks.cell, 0, at), 0) : row.find(marks.end, at)]
        column = _CELL_COLUMN.search(cell)
        content = marks.content.search(cell)
        if column and content and b't="e"' in cell:
            error = CellError(unescape(content[1].decode()))
        elif column and content is None and marks.formula in cell and b't="str"' not in cell:
            error = CellError("=")
        else:
            continue
        found.failed.setdefault(number, {})[column_index(column[1])] = error
    if len(found.failed) > MOST_FAILED:
        raise Unreadable(TOO_MANY_FAILED)
