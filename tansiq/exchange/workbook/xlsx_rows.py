"""The rows of one XLSX sheet as a stream: each cell's value as Excel shows it, in the memory of one row.

Why not a library: calamine lays a sheet out as a full rectangle with a copy of every text (megabytes of file became
gigabytes of memory), and openpyxl keeps a leaf for every row it has read. To look through the XML for what makes
either safe costs as much as to read it.

    <row r="7"> <c r="B7" s="4" t="s"> <v>12</v> </c> </row>   ->   (7, [None, "Aden"])
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tansiq.exchange.values.problems import CellError, TooLong, Unreadable
from tansiq.exchange.workbook.archive import LAST_COLUMN, LAST_ROW
from tansiq.exchange.workbook.book import MOST_INDENTED
from tansiq.exchange.workbook.cell_text import GrowingText, bounded
from tansiq.exchange.workbook.hidden import Hidden
from tansiq.exchange.workbook.markup import DEEPEST, LocalNames, Pieces, feed, new_parser
from tansiq.exchange.workbook.merges import MOST_MERGED, Merged
from tansiq.exchange.workbook.refusals import BROKEN, TOO_LARGE, TOO_MANY_CELLS, TOO_MANY_FAILED, TOO_MANY_MERGED
from tansiq.exchange.workbook.xlsx_plain_rows import Cell, without_plain_rows

MOST_CELLS = 100_000_000
"""Cells that the rows of one sheet reach over, empty ones before a filled one included."""
MOST_FAILED = 300_000

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")
_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DIGITS = "0123456789"


@dataclass(frozen=True)
class Lookups:
    """What the cells of a workbook refer to: its texts, and by the number of a style how a day or time is shown, and
    how far a text is indented."""

    texts: list[str] = field(default_factory=list)
    moments: dict[str, Callable[[float], Any]] = field(default_factory=dict)
    indents: dict[str, int] = field(default_factory=dict)


class _Columns(dict[str, int]):
    """The 0-based column of letters: A is 0, AA is 26."""

    def __missing__(self, letters: str) -> int:
        if not (0 < len(letters) <= 3 and letters.isascii() and letters.isalpha()):
            raise Unreadable(BROKEN)
        index = 0
        for letter in letters.upper():
            index = index * 26 + ord(letter) - 64
        if index > LAST_COLUMN:
            raise Unreadable(TOO_MANY_CELLS)
        self[letters] = index - 1
        return index - 1


def decoded(text: str) -> str:
    """The text with the characters that Excel writes as codes: "_x0041_den" is "Aden"."""
    if "_x" not in text or isinstance(text, TooLong):
        return text
    # Half of a pair is no character; what is left alone cannot be kept or shown.
    return (
        _CODED.sub(lambda found: chr(int(found[1], 16)), text)
        .encode("utf-16", "surrogatepass")
        .decode("utf-16", "replace")
    )


class SheetRows:
    """One walk over the XML of a sheet. `merges` are told by the document after its rows, `hidden` and `indents` on the
    way."""

    def __init__(self, pieces: Pieces, lookups: Lookups) -> None:
        self.merges: list[Merged] = []
        self.hidden = Hidden()
        self.indents: dict[tuple[int, int], int] = {}
        self._pieces = without_plain_rows(pieces, self)
        self._lookups = lookups
        self._names = LocalNames()
        self._columns = _Columns()
        self._parser = new_parser()
        self._parser.StartElementHandler = self._opened
        self._parser.EndElementHandler = self._closed
        self._gathered: list[tuple[int, list[Any]]] = []
        self._depth = self._number = self._reach = self._failures = 0
        self._cells: list[Any] = []
        self._in_rows = self._is_hidden = False
        self._depth_of_rows = 0
        self._unspoken_in = 0  # How deep the reading aid lies that is being told; it is not part of the text.
        self._text = GrowingText()
        self._begin_cell({})

    def __iter__(self) -> Iterator[tuple[int, list[Any]]]:
        """Every row with its 1-based number. Raises Unreadable where the sheet is damaged or immoderate."""
        for _ in feed(self._parser, self._pieces):
            yield from self._gathered
            self._gathered.clear()

    def is_between_rows(self) -> bool:
        """Whether a row may come next."""
        return self._in_rows and self._depth == self._depth_of_rows

    def take(self, attributes: dict[str, str], cells: list[Cell]) -> None:
        """A whole row of plain markup: of a large sheet a million cells come by, most of them texts side by side."""
        self._begin_row(attributes)
        row, columns, indents = self._cells, self._columns, self._lookups.indents
        for letters, style, kind, formula, text in cells:
            column = columns[letters]
            if kind == "s" and text:
                value: Any = self._text_at(text)
            else:
                self._kind, self._has_formula = kind or "n", bool(formula)
                value = self._value(bounded(text), style)
            if value is None:
                continue
            if column == len(row) < LAST_COLUMN and style not in indents:
                row.append(value)
                self._reach += 1
            else:
                self._put(column, value, style)
        if self._reach > MOST_CELLS:
            raise Unreadable(TOO_MANY_CELLS)
        self._end_row()

    def _opened(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        local = self._names[name]
        if local == "c" and self._in_rows:
            self._begin_cell(attributes)
        elif local in ("v", "t") and self._in_rows:
            if not self._unspoken_in:
                self._parser.CharacterDataHandler = self._text.add
        elif local == "f":
            self._has_formula = True
        elif local == "row" and self._in_rows:
            self._begin_row(attributes)
        else:
            self._opened_seldom(local, attributes)

    def _opened_seldom(self, local: str, attributes: dict[str, str]) -> None:
        if self._depth > DEEPEST:
            raise Unreadable(TOO_LARGE)
        if local == "sheetData":
            self._in_rows, self._depth_of_rows = True, self._depth
        elif local == "rPh" and not self._unspoken_in:
            self._unspoken_in = self._depth
        elif local == "col" and _hides(attributes):
            self._hide_columns(attributes.get("min", ""), attributes.get("max", ""))
        elif local == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _closed(self, name: str) -> None:
        local = self._names[name]
        if local in ("v", "t"):
            self._parser.CharacterDataHandler = None
        elif local == "c" and self._in_rows:
            self._end_cell()
        elif local == "row" and self._in_rows:
            self._end_row()
        elif local == "sheetData":
            self._in_rows = False
        if self._unspoken_in == self._depth:
            self._unspoken_in = 0
        self._depth -= 1

    def _begin_row(self, attributes: dict[str, str]) -> None:
        said = attributes.get("r", "")
        number = int(said) if said.isdecimal() and len(said) < 9 else self._number + 1
        if number > LAST_ROW:
            raise Unreadable(TOO_MANY_CELLS)
        if number <= self._number:
            raise Unreadable(BROKEN)
        self._number, self._cells = number, []
        self._next = 0
        self._is_hidden = _hides(attributes)

    def _end_row(self) -> None:
        self._gathered.append((self._number, self._cells))
        if self._is_hidden and self._cells:
            self.hidden.rows.add(self._number, self._number)

    def _hide_columns(self, first: str, last: str) -> None:
        if first.isdecimal() and last.isdecimal() and len(first + last) < 11:
            self.hidden.columns.add(int(first) - 1, int(last) - 1)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
        self._address = attributes.get("r", "")
        self._has_formula = False
        self._unspoken_in = 0

    def _end_cell(self) -> None:
        column = self._columns[self._address.rstrip(_DIGITS)] if self._address else self._next
        self._next = column + 1
        value = self._value(self._text.take(), self._style)
        if value is not None:
            self._put(column, value, self._style)

    def _put(self, column: int, value: Any, style: str) -> None:
        missing = column + 1 - len(self._cells)
        if missing > 0:
            self._reach += missing
            if column >= LAST_COLUMN or self._reach > MOST_CELLS:
                raise Unreadable(TOO_MANY_CELLS)
            self._cells += [None] * missing
        self._cells[column] = value
        if style in self._lookups.indents and type(value) is str and len(self.indents) < MOST_INDENTED:
            self.indents[self._number, column] = self._lookups.indents[style]

    def _value(self, text: str, style: str) -> Any:
        kind = self._kind
        if not text:
            return self._fail("=") if self._has_formula and kind != "str" else None
        if kind == "n":
            return self._number_of(text, style)
        if kind == "s":
            return self._text_at(text)
        if kind == "e":
            return self._fail(text)
        if kind == "b":
            return text in ("1", "true")
        return _day(text) if kind == "d" else decoded(text)

    def _number_of(self, text: str, style: str) -> Any:
        try:
            number = float(text)
        except ValueError:
            return text
        shown = self._lookups.moments.get(style)
        return shown(number) if shown else number

    def _text_at(self, text: str) -> str:
        try:
            return self._lookups.texts[int(text)]
        except (ValueError, IndexError) as error:
            raise Unreadable(BROKEN) from error

    def _fail(self, text: str) -> CellError:
        self._failures += 1
        if self._failures > MOST_FAILED:
            raise Unreadable(TOO_MANY_FAILED)
        return CellError(text)

    def _merge(self, reference: str) -> None:
        found = _RANGE.fullmatch(reference)
        if found:
            self.merges.append(Merged(int(found[2]), self._columns[found[1]], int(found[4]), self._columns[found[3]]))
        if len(self.merges) > MOST_MERGED:
            raise Unreadable(TOO_MANY_MERGED)


def _hides(attributes: dict[str, str]) -> bool:
    return attributes.get("hidden") in ("1", "true")


def _day(text: str) -> Any:
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return text
