"""Reading the sheets that `writing` made: each cell by its mark, wherever it stands by now.

What was shifted is told, never guessed: a row whose locked cells do not agree with its check, a cell that is there
twice, one that is missing.
"""

from collections.abc import Iterator
from typing import Any

from tansiq.exchange.reporting.marks import (
    END,
    FIRST_VALUE,
    NIL,
    RowMark,
    SheetMark,
    check_of,
    row_mark,
    sheet_mark,
)
from tansiq.exchange.reporting.told_sheet import Addressed, ToldReport
from tansiq.exchange.sheet.columns import letter
from tansiq.exchange.workbook.book import Book
from tansiq.exchange.workbook.formula_guard import unguarded
from tansiq.language.words import say

MOST_TOLD = 5
"""Shifted rows of a sheet that are told; all of it is refused by the first."""
_MOST_ROWS = 5_000

SHIFTED = say("What stands in this row does not belong to it: rows or cells were shifted. Get the workbook anew and "
              "copy the values into it, so that each stands at its item.")  # fmt: skip
_TWICE = say("This cell is in the sheet twice. Get the workbook anew and copy the values into it.")
_TORN = say("Rows of this sheet are missing. Get the workbook anew and copy the values into it.")


def marked_reports(book: Book) -> Iterator[ToldReport]:
    """What each marked sheet of a workbook says, in their order; other sheets are passed over."""
    number = 0
    for sheet in book.sheets:
        if sheet.hidden:
            continue
        number += 1
        rows = _rows(book, sheet.name)
        mark = sheet_mark(_at(rows[0][1], 0)) if rows else None
        if mark is not None:
            yield _told(sheet.name, number, mark, rows)


def _rows(book: Book, name: str) -> list[tuple[int, list[Any]]]:
    """The rows of a sheet; the first one alone where it is not marked, as no more is read of it."""
    found = []
    for number, cells in book.rows(name):
        found.append((number, cells))
        if len(found) > _MOST_ROWS or sheet_mark(_at(found[0][1], 0)) is None:
            break
    return found


def _told(name: str, number: int, mark: SheetMark, rows: list[tuple[int, list[Any]]]) -> ToldReport:
    told = ToldReport(f"{name}!B2", number, name, unit_id=mark.unit, period=(f"{name}!B2", mark.period))
    told.digest, told.version, told.form = mark.digest, mark.version, mark.form
    has_end, shifted = False, 0
    for at, cells in rows[1:]:
        marked = row_mark(_at(cells, 0))
        if marked is None:
            shifted += _has_strays(told, name, at, cells)
            continue
        has_end |= marked.text == END
        if check_of(mark, marked.text, [_plain(cell) for cell in cells]) != marked.check:
            shifted += 1
            if shifted <= MOST_TOLD:
                told.tell("shifted", SHIFTED, (f"{name}!B{at}", _at(cells, 1)))
        _take(told, name, at, marked, cells)
    if not has_end and not shifted:
        told.tell("torn", _TORN)
    return told


def _has_strays(told: ToldReport, name: str, row: int, cells: list[Any]) -> bool:
    """Whether values stand in a row that has no mark, below those that have: whoever typed them meant some item."""
    strays = [at for at, cell in enumerate(cells[FIRST_VALUE:], FIRST_VALUE) if cell is not None]
    if strays:
        told.tell("shifted", SHIFTED, _addressed(name, row, strays[0], cells))
    return bool(strays)


def _take(told: ToldReport, name: str, row: int, marked: RowMark, cells: list[Any]) -> None:
    if marked.text == NIL:
        told.nil = _addressed(name, row, FIRST_VALUE, cells)
    for at, place in enumerate(marked.places):
        found = _addressed(name, row, FIRST_VALUE + 2 * at, cells)
        if place in told.cells:
            told.tell("twice", _TWICE, found)
        told.cells[place] = found


def _addressed(name: str, row: int, column: int, cells: list[Any]) -> Addressed:
    return f"{name}!{letter(column)}{row}", _at(cells, column)


def _at(cells: list[Any], column: int) -> Any:
    return cells[column] if column < len(cells) else None


def _plain(cell: Any) -> Any:
    return unguarded(cell) if isinstance(cell, str) else cell
