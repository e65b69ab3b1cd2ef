"""A sheet in which nothing can be typed but into the cells that are filled, written row by row with its marks."""

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from tansiq.exchange.export.marked_workbook import put_mark
from tansiq.exchange.reporting.formulas import Formula
from tansiq.exchange.reporting.marks import FIRST_VALUE, SheetMark, check_of
from tansiq.exchange.reporting.shown_cells import Marked
from tansiq.exchange.values.problems import Problem
from tansiq.exchange.workbook.formula_guard import for_xml, guarded, sheet_title
from tansiq.language.words import direction, without_marks

Filled = tuple[Any, str, Sequence[str]]
"""A cell that is filled: what stands in it, Marked where that is wrong, its format, and the words to choose from."""
_LISTS = "Lists"
_LONGEST_TITLE = 31
_FILLS = {
    "head": PatternFill("solid", fgColor="1F5C4B"),
    "group": PatternFill("solid", fgColor="CFE3DB"),
    "before": PatternFill("solid", fgColor="EEF1F0"),
    "reckoned": PatternFill("solid", fgColor="EEF1F0"),
}
_FONTS = {
    "head": Font(bold=True, color="FFFFFF"),
    "group": Font(bold=True),
    "title": Font(bold=True, size=14),
    "before": Font(color="666666"),
    "reckoned": Font(italic=True),
}
_OPEN, _SIDE = Protection(locked=False), Side(style="thin", color="1F5C4B")
_FRAME = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_WIDTHS = {"B": 46, "C": 12}
_WIDTH = 16


class Lists:
    """The words that cells of a workbook offer, each list once, in a hidden sheet behind the others."""

    def __init__(self) -> None:
        self._columns: dict[tuple[str, ...], int] = {}

    def reference(self, words: Sequence[str]) -> str:
        """Where these words stand."""
        column = get_column_letter(self._columns.setdefault(tuple(words), len(self._columns) + 1))
        return f"={_LISTS}!${column}$1:${column}${len(words)}"

    def write(self, book: Workbook) -> None:
        """Write the sheet, if any words are offered."""
        if not self._columns:
            return
        sheet: Any = book.create_sheet(_LISTS)
        sheet.sheet_state = "hidden"
        sheet.protection.enable()
        for at in range(max(map(len, self._columns))):
            sheet.append([_text(sheet, words[at]) if at < len(words) else None for words in self._columns])


class LockedSheet:
    """The sheet of one unit in `book`, called as the unit is; `mark` says what it is of, and is written with its first
    row."""

    mark: SheetMark

    def __init__(self, book: Workbook, title: str, lists: Lists) -> None:
        self._sheet: Any = book.create_sheet(_free_title(book, title))
        self._lists = lists
        self._row = 0
        self._offers: dict[str, DataValidation] = {}
        self._sheet.sheet_view.rightToLeft = direction() == "rtl"
        self._sheet.freeze_panes = "C7"
        self._sheet.protection.enable()
        # Columns may be made wider; nothing else of what is locked changes.
        self._sheet.protection.formatColumns = False
        self._sheet.column_dimensions["A"].hidden = True
        for letter, width in _WIDTHS.items():
            self._sheet.column_dimensions[letter].width = width

    @staticmethod
    def address(row: int, at: int) -> str:
        """The cell of a row into which the `at`-th value is filled."""
        return f"{get_column_letter(FIRST_VALUE + 1 + 2 * at)}{row}"

    @property
    def title(self) -> str:
        """What the sheet is called."""
        return str(self._sheet.title)

    def add_words(self, text: str, problems: Sequence[Problem] = ()) -> None:
        """A row of words above the table, marked where something is wrong with all of the sheet; the first one carries
        the mark of the sheet itself."""
        cell = _text(self._sheet, text)
        cell.font = _FONTS["title"] if not self._row else Font()
        if problems:
            put_mark(cell, problems)
        self._append([str(self.mark) if not self._row else None, cell])

    def add(self, text: str, cells: Sequence[Any], look: str) -> None:
        """A row in which nothing is filled, marked by `text`; its cells stand from the second column on."""
        made = [self._locked(value, look) for value in cells]
        self._append([self._marked(text, [None, *(cell.value for cell in made)]), *made])

    def add_filled(
        self, text: str, words: Sequence[str | None], filled: Sequence[Filled], before: Sequence[Any]
    ) -> None:
        """A row whose cells are filled, each beside what it held before."""
        made = [self._locked(word, "item") for word in words]
        for (value, shape, offered), old in zip(filled, before, strict=True):
            made += [self._open(value, shape), self._locked(old, "before")]
            if offered:
                self._offer(offered, self.address(self._row + 1, len(made) // 2 - 2))
        self._append([self._marked(text, [None, *(cell.value for cell in made)]), *made])

    def _append(self, cells: list[Any]) -> None:
        self._row += 1
        for at in range(FIRST_VALUE, len(cells)):
            self._sheet.column_dimensions[get_column_letter(at + 1)].width = _WIDTH
        self._sheet.append(cells)

    def _marked(self, text: str, cells: Sequence[Any]) -> str:
        return f"{text}#{check_of(self.mark, text, cells)}"

    def _locked(self, value: Any, look: str) -> Any:
        cell = _cell(self._sheet, value)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if look in _FILLS:
            cell.fill = _FILLS[look]
        if look in _FONTS:
            cell.font = _FONTS[look]
        return cell

    def _open(self, value: Any, shape: str) -> Any:
        problems = value.problems if isinstance(value, Marked) else ()
        cell = _cell(self._sheet, value.value if isinstance(value, Marked) else value)
        cell.number_format, cell.protection, cell.border = shape, _OPEN, _FRAME
        if problems:
            put_mark(cell, problems)
        return cell

    def _offer(self, words: Sequence[str], address: str) -> None:
        reference = self._lists.reference(words)
        if reference not in self._offers:
            self._offers[reference] = DataValidation("list", reference, allow_blank=True)
            self._sheet.data_validations.append(self._offers[reference])
        self._offers[reference].add(address)


def _free_title(book: Workbook, title: str) -> str:
    """The title of a sheet that no other one has; the sheet of the lists keeps its own."""
    wanted = sheet_title(without_marks(title)).strip(" '") or "1"
    taken = {name.casefold() for name in [*book.sheetnames, _LISTS]}
    number, free = 1, wanted
    while free.casefold() in taken:
        number += 1
        free = f"{wanted[: _LONGEST_TITLE - len(str(number)) - 3]} ({number})"
    return free


def _cell(sheet: Any, value: Any) -> Any:
    if isinstance(value, Formula):
        return WriteOnlyCell(sheet, str(value))
    if isinstance(value, str):
        return _text(sheet, value)
    if isinstance(value, date):
        value = datetime.combine(value, time.min)
    return WriteOnlyCell(sheet, float(value) if isinstance(value, Decimal) else value)


def _text(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, guarded(for_xml(without_marks(text))) or None)
    if cell.value:
        cell.data_type = "s"
    return cell
