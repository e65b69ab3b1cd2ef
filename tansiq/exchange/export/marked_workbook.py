"""The sheet given back with its faulty cells coloured and explained, and all messages on a sheet of their own.

Rows keep their numbers, so that every address in a message is the cell one looks at.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from tansiq.exchange.sheet.understand import UnderstoodSheet
from tansiq.exchange.values.problems import Problem
from tansiq.exchange.workbook.book import Raw
from tansiq.exchange.workbook.formula_guard import LONGEST_CELL, for_xml, guarded, sheet_title
from tansiq.language.words import N_, direction, gettext, without_marks

_COLOURS = {"error": "F4B6B6", "warning": "FBE3A6", "notice": "D6E6F5"}
_SEVERITIES = {"error": N_("Error"), "warning": N_("Warning"), "notice": N_("Notice")}
_FILLS = {severity: PatternFill("solid", fgColor=colour) for severity, colour in _COLOURS.items()}
_CELL = re.compile(r"!([A-Z]*)(\d+)(?::.*)?$")

Marks = dict[int, dict[int, list[Problem]]]


def mark(table: UnderstoodSheet, problems: Iterable[Problem], out: Any) -> None:
    """Write the marked workbook to a binary stream or a path, in the language now spoken."""
    problems = list(problems)
    book = Workbook(write_only=True)
    copy_rows(book, table.sheet, _rows(table), problems)
    write_messages(book, problems)
    book.save(out)


def mark_to(path: Path, table: UnderstoodSheet, problems: Iterable[Problem]) -> None:
    """The marked workbook as a file."""
    with path.open("wb") as out:
        mark(table, problems, out)


def _by_cell(problems: Iterable[Problem]) -> Marks:
    """Problems by row number and 0-based column; those of a whole row stand at its first column."""
    marks: Marks = defaultdict(lambda: defaultdict(list))
    for problem in problems:
        found = _CELL.search(problem.address)
        if found:
            marks[int(found[2])][_index(found[1])].append(problem)
    return marks


def _index(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return max(number - 1, 0)


def copy_rows(book: Workbook, title: str, rows: Iterable[Raw], problems: Iterable[Problem], hidden: str = "") -> None:
    """A sheet of its own with rows as they stand in another one, their faulty cells marked; `hidden` is the letter of a
    column that nobody is to see."""
    sheet: Any = book.create_sheet(sheet_title(title))
    sheet.sheet_view.rightToLeft = direction() == "rtl"
    if hidden:
        # Of a sheet that is written row by row the columns come first.
        sheet.column_dimensions[hidden].hidden = True
    written, marks = 0, _by_cell(problems)
    for number, cells in rows:
        for _ in range(written + 1, number):
            sheet.append([])
        sheet.append([_cell(sheet, value, marks[number].get(at, [])) for at, value in enumerate(cells)]
                     if number in marks else [_plain(value) for value in cells])  # fmt: skip
        written = number


def _rows(table: UnderstoodSheet) -> Iterator[Raw]:
    """The head, as far as it was understood, and the rows below it, with their numbers in the sheet."""
    width = max((column.index for column in table.columns), default=0) + 1
    head: dict[int, list[Any]] = {table.header_row: [None] * width}
    if table.hxl_row:
        head.setdefault(table.hxl_row, [None] * width)
    for column in table.columns:
        if table.hxl_row:
            head[table.hxl_row][column.index] = column.tag or None
        head[table.header_row][column.index] = column.header or None
    yield from sorted(head.items())
    for row in table.rows():
        yield row.number, list(row.raw)


def _cell(sheet: Any, value: Any, problems: list[Problem]) -> Any:
    if not problems:
        return _plain(value)
    cell = WriteOnlyCell(sheet, _plain(value))
    if isinstance(value, str):
        cell.data_type = "s"
    put_mark(cell, problems)
    return cell


def put_mark(cell: Any, problems: Sequence[Problem]) -> None:
    """Colour a cell by the worst of its problems, and let a comment say them all."""
    cell.fill = next(fill for severity, fill in _FILLS.items() if any(p.severity == severity for p in problems))
    cell.comment = Comment("\n".join(map(_said, problems)), "Tansiq", height=120, width=320)


def _said(problem: Problem) -> str:
    return without_marks(str(problem.sentence))


def _plain(value: Any) -> Any:
    """A raw value as a workbook can hold it: no control characters, no text that runs as a formula."""
    if isinstance(value, str):
        return guarded(for_xml(value)[:LONGEST_CELL]) or None
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time.min)
    return value


def write_messages(book: Workbook, problems: Sequence[Problem]) -> None:
    """The sheet of all messages, the worst first."""
    sheet: Any = book.create_sheet(gettext("Messages"))
    sheet.sheet_view.rightToLeft = direction() == "rtl"
    sheet.freeze_panes = "A2"
    for letter, width in zip("ABCD", (12, 28, 32, 100), strict=True):
        sheet.column_dimensions[letter].width = width
    titles = (gettext("Kind"), gettext("Cell"), gettext("Value"), gettext("What to do"))
    sheet.append([_bold(sheet, title) for title in titles])
    for problem in sorted(problems, key=lambda p: list(_SEVERITIES).index(p.severity)):
        kind = gettext(_SEVERITIES[problem.severity])
        sheet.append([kind, problem.address, _plain(problem.value), _plain(_said(problem))])


def _bold(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell
