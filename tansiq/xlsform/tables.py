"""The sheets of an XLSForm as lines of texts by column, each text with its cell: read as any other workbook is.

    survey!C7 "Depth" under "label::English (en)"  ->  line 7, "label::en": Cell("Depth", "survey!C7")

A form is read while somebody waits, so it may unpack to far less than a sheet that the worker reads.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from tansiq.definition_documents.document import LARGEST
from tansiq.exchange.sheet.columns import letter
from tansiq.exchange.values.problems import CellError, Unreadable
from tansiq.exchange.workbook.archive import Archive
from tansiq.exchange.workbook.book import Book
from tansiq.exchange.workbook.opening import open_book
from tansiq.exchange.workbook.refusals import TOO_LARGE
from tansiq.faults import Fault, Refused
from tansiq.language.cleaning import clean_line
from tansiq.language.words import say
from tansiq.xlsform.findings import Findings
from tansiq.xlsform.headers import EXPRESSIONS, OWN, UNKNOWN, column_of

MOST_UNPACKED = 32_000_000
"""Bytes of all parts; a form of 5,000 rows in two languages has eight million."""
MOST_LINES = 20_000
"""Lines of one sheet."""
MOST_COLUMNS = 200
SHEETS = ("survey", "choices", "settings", "tansiq")
"""The sheets that are read; the last one is ours, and tells what lists of answers are called."""


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, "" for nothing, and where: survey!C7."""

    text: str
    place: str


@dataclass(frozen=True)
class Line:
    """One row by the names of its columns; empty cells are left out."""

    sheet: str
    number: int
    cells: Mapping[str, Cell] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """Where the whole row stands."""
        return f"{self.sheet}!{self.number}"

    def text(self, column: str) -> str:
        """What stands in a column, "" for nothing."""
        return self.cells[column].text if column in self.cells else ""

    def place_of(self, column: str) -> str:
        """The cell of a column, or the row where that is empty."""
        return self.cells[column].place if column in self.cells else self.place


Tables = Mapping[str, Sequence[Line]]
"""By name in SHEETS: the lines below the header; none of a sheet that is not there."""


def is_workbook(content: bytes) -> bool:
    """Whether a file begins as workbooks do, and documents of JSON do not."""
    return content.startswith(b"PK")


def read_tables(content: bytes, findings: Findings) -> Tables:
    """The lines of the sheets. Raises Refused: UNREADABLE, TOO_LARGE, NO_SHEET where there is no survey in it."""
    if len(content) > LARGEST:
        raise Refused(Fault("TOO_LARGE", "", say("The file is larger than any document of definitions.")))
    try:
        with _opened(content) as book:
            return _tables(book, findings)
    except Unreadable as error:
        raise Refused(Fault("UNREADABLE", "", error.sentence)) from error


@contextmanager
def _opened(content: bytes) -> Iterator[Book]:
    with NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(content)
        file.flush()
        if Archive(Path(file.name)).unpacked > MOST_UNPACKED:
            raise Unreadable(TOO_LARGE)
        yield open_book(Path(file.name))


def _tables(book: Book, findings: Findings) -> Tables:
    named = {sheet.name.strip().lower(): sheet.name for sheet in reversed(book.sheets)}
    if "survey" not in named:
        text = say("This workbook is no XLSForm: it has no sheet “survey”. An XLSForm has the sheets survey, choices "
                   "and settings.")  # fmt: skip
        raise Refused(Fault("NO_SHEET", "", text))
    for name, written in named.items():
        if name not in SHEETS and book.filled(written):
            findings.note(written, say("This sheet is not read."))
    return {name: list(_lines(book, named[name], findings)) if name in named else [] for name in SHEETS}


_SIZE = re.compile(r"max-pixels\s*=\s*\d+", re.IGNORECASE)
"""How large photographs are, which is the same here for all: a column that says nothing else lacks nothing."""


def _lines(book: Book, sheet: str, findings: Findings) -> Iterator[Line]:
    columns: list[str] = []
    filled: set[int] = set()
    head = 1
    for count, (number, raw) in enumerate(book.rows(sheet)):
        if not count:
            columns, head = _columns(sheet, number, raw, findings), number
            continue
        if count > MOST_LINES:
            text = say("A sheet of a form has at most %(most)s rows.", most=MOST_LINES)
            raise Refused(Fault("TOO_LARGE", f"{sheet}!{number}", text))
        cells = dict(_cells((sheet, number), raw[: len(columns)], columns, findings))
        filled |= {index for index, cell in cells.items() if not _SIZE.fullmatch(cell.text)}
        yield Line(sheet, number, {columns[index]: cell for index, cell in cells.items() if columns[index]})
    for index in sorted(filled):
        if columns[index].startswith(UNKNOWN):
            name = columns[index].removeprefix(UNKNOWN)
            told = say("The column “%(column)s” is not taken over.", column=name[:60])
            findings.note(f"{sheet}!{letter(index)}{head}", told)


def _columns(sheet: str, number: int, raw: Sequence[Any], findings: Findings) -> list[str]:
    """The names of the columns by their places; "" for one without a header, or that stands twice."""
    if len(raw) > MOST_COLUMNS:
        text = say("A sheet of a form has at most %(most)s columns.", most=MOST_COLUMNS)
        raise Refused(Fault("TOO_LARGE", f"{sheet}!{number}", text))
    found: list[str] = []
    for index, value in enumerate(raw):
        written = _text(value)
        name = column_of(written) if written else ""
        if name and name in found:
            place = f"{sheet}!{letter(index)}{number}"
            findings.wrong(place, "TAKEN", say("This column stands twice. Leave one of them out."))
            name = ""
        found.append(name)
    return found


def _cells(
    row: tuple[str, int], raw: Sequence[Any], columns: Sequence[str], findings: Findings
) -> Iterator[tuple[int, Cell]]:
    """What stands in the cells of a row; words without what nobody sees, as every face takes them."""
    for index, value in enumerate(raw):
        place = f"{row[0]}!{letter(index)}{row[1]}"
        if isinstance(value, CellError):
            text = say("This cell holds a formula that failed, or more than a cell may. Type what is meant.")
            findings.wrong(place, "BAD_CELL", text)
        elif written := _text(value) if columns[index].removeprefix(OWN) in EXPRESSIONS else clean_line(_text(value)):
            yield index, Cell(written, place)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == value.min.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value).strip()
