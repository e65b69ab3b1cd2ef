"""ODS, the format of LibreOffice, read as a stream.

Why not a library: calamine lays a sheet out as a full rectangle (a value in the last row took 2.6 GB) and
keeps neither merged ranges nor errors; odfpy holds the whole document as objects.
"""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from tansiq.exchange.values.dates import EPOCH_1900
from tansiq.exchange.values.problems import CellError, Problem, Unreadable, is_error
from tansiq.exchange.workbook.archive import DAMAGED, LAST_COLUMN, LAST_ROW
from tansiq.exchange.workbook.book import Raw, Sheet
from tansiq.exchange.workbook.hidden import Hidden
from tansiq.exchange.workbook.merges import Merged, Merges, filled_rows, holds_anything
from tansiq.exchange.workbook.refusals import BROKEN, LOCKED

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"

_OPENING, _ROW = _TABLE + "table", _TABLE + "table-row"
_COLUMN = _TABLE + "table-column"
_CLOSING = (_ROW, _COLUMN, _STYLE + "style")


class OdsBook:
    """A workbook in the OpenDocument format."""

    kind = "ODS"

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.notices: list[Problem] = []
        self.epoch = EPOCH_1900
        self._archive = archive
        if "META-INF/manifest.xml" in archive.namelist() and b"encryption-data" in self._read("META-INF/manifest.xml"):
            raise Unreadable(LOCKED)
        self._merges: dict[str, Merges] = {}
        self._filled: dict[str, int] = {}
        self._hidden: dict[str, Hidden] = {}
        self.sheets = list(self._look())

    def filled(self, name: str) -> int:
        """How many rows of a sheet hold anything."""
        return self._filled[name]

    def merged(self, name: str) -> list[Merged]:
        """The merged ranges of the rows read so far."""
        return self._merges[name].ranges if name in self._merges else []

    def hidden(self, name: str) -> Hidden:
        """What lies hidden in a sheet."""
        return self._hidden[name]

    def rows(self, name: str) -> Iterator[Raw]:
        """The filled rows of a sheet, from the top."""
        merges = self._merges[name] = Merges()
        return filled_rows(self._raw(name, merges), merges)

    def _read(self, part: str) -> bytes:
        try:
            return self._archive.read(part)
        except DAMAGED as error:
            raise Unreadable(BROKEN) from error

    def _walk(self) -> Iterator[Element]:
        """Styles, tables as they open and rows as they close; each is gone when the next is asked for."""
        table: Element | None = None
        try:
            with self._archive.open("content.xml") as stream:
                for event, element in ElementTree.iterparse(stream, ("start", "end")):  # noqa: S314  see archive
                    if event == "start" and element.tag == _OPENING:
                        table = element
                        yield element
                    elif event == "end" and element.tag in _CLOSING:
                        yield element
                        element.clear()
                        if table is not None:
                            del table[:]
        except DAMAGED as error:
            raise Unreadable(BROKEN) from error

    def _look(self) -> Iterator[Sheet]:
        """The sheets in their order; whether one is hidden stands in the style it names."""
        hidden: set[str | None] = set()
        found, name = _Extent(), ""
        for element in self._walk():
            if element.tag == _OPENING:
                name = element.get(_TABLE + "name", "")
                found = _Extent()
                self._filled[name], self._hidden[name] = 0, found.hidden
                yield Sheet(name, element.get(_TABLE + "style-name") in hidden)
            elif element.tag == _ROW:
                is_filled = holds_anything(_cells(element, 0, Merges()))
                self._filled[name] += is_filled
                found.pass_row(element, is_filled)
            elif element.tag == _COLUMN:
                found.pass_column(element)
            elif any(child.get(_TABLE + "display") == "false" for child in element):
                hidden.add(element.get(_STYLE + "name"))

    def _raw(self, name: str, merges: Merges) -> Iterator[Raw]:
        number, inside = 1, False
        for element in self._walk():
            if element.tag == _OPENING:
                inside = element.get(_TABLE + "name") == name
            elif inside and element.tag == _ROW:
                following = number + _times(element, "number-rows-repeated", LAST_ROW)
                cells = _cells(element, number, merges)
                for one in range(number, min(following, LAST_ROW + 1)) if cells else ():
                    yield one, list(cells)
                number = following


class _Extent:
    """How far one table was looked through, and what lay hidden on the way."""

    def __init__(self) -> None:
        self.hidden = Hidden()
        self._row, self._column = 1, 0

    def pass_row(self, element: Element, is_filled: bool) -> None:
        first, self._row = self._row, self._row + _times(element, "number-rows-repeated", LAST_ROW)
        if is_filled and _is_hidden(element):
            self.hidden.rows.add(first, self._row - 1)

    def pass_column(self, element: Element) -> None:
        first, self._column = self._column, self._column + _times(element, "number-columns-repeated", LAST_COLUMN)
        if _is_hidden(element):
            self.hidden.columns.add(first, self._column - 1)


def _is_hidden(element: Element) -> bool:
    """Whether a row or column was hidden, or left out by a filter."""
    return element.get(_TABLE + "visibility") in ("collapse", "filter")


def _cells(row: Element, number: int, merges: Merges) -> list[Any]:
    """The values of one row up to its last filled cell; ranges that start in it are learnt on the way."""
    cells: list[Any] = []
    blank = 0
    for cell in row:
        repeated = _times(cell, "number-columns-repeated", LAST_COLUMN)
        value = _value(cell) if cell.tag == _TABLE + "table-cell" else None
        if value is None:
            blank += repeated
            continue
        cells += [None] * blank
        blank = 0
        _learn(cell, number, len(cells), merges)
        cells += [value] * repeated
    return cells


def _learn(cell: Element, number: int, left: int, merges: Merges) -> None:
    down = _times(cell, "number-rows-spanned", LAST_ROW)
    across = _times(cell, "number-columns-spanned", LAST_COLUMN)
    if down > 1 or across > 1:
        merges.add(Merged(number, left, number + down - 1, left + across - 1))


def _times(element: Element, attribute: str, most: int) -> int:
    return min(int(element.get(_TABLE + attribute, 1)), most)


def _value(cell: Element) -> Any:
    kind = cell.get(_OFFICE + "value-type")
    text = "\n".join(_spoken(part) for part in cell.findall(_TEXT + "p"))
    if cell.get(_CALC + "value-type") == "error" or is_error(text):
        return CellError(text)
    if kind in ("float", "percentage", "currency"):
        return float(cell.get(_OFFICE + "value", "nan"))
    if kind == "date":
        day = cell.get(_OFFICE + "date-value", "")
        return datetime.fromisoformat(day) if "T" in day else date.fromisoformat(day)
    if kind == "boolean":
        return cell.get(_OFFICE + "boolean-value") == "true"
    if kind is None and cell.get(_TABLE + "formula") and not text:
        return CellError("=")
    return cell.get(_OFFICE + "string-value") or text or None


def _spoken(part: Element) -> str:
    """The text of a paragraph, its line breaks and runs of spaces included."""
    said = part.text or ""
    for child in part:
        said += {_TEXT + "line-break": "\n", _TEXT + "s": " ", _TEXT + "tab": " "}.get(child.tag) or _spoken(child)
        said += child.tail or ""
    return said
