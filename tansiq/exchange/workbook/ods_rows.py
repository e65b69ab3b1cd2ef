"""What the content of an ODS document tells, one thing after the other: styles that hide, sheets that begin, rows.

    <table> <table-row repeated="2"> <table-cell value, spans> <p>text</p>   ->   RowRead(2, [(1, "text")])

Whatever else stands between these (comments, pictures, groups, links, changes kept) is passed over; a value that
is not what its type says is taken as the text that is shown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tansiq.exchange.values.percentages import Percentage
from tansiq.exchange.values.problems import CellError, TooLong, is_error
from tansiq.exchange.workbook.archive import LAST_COLUMN, LAST_ROW
from tansiq.exchange.workbook.cell_text import GrowingText, bounded
from tansiq.exchange.workbook.markup import OPEN, TEXT, Pieces, events

_MOST_SPACES = 200
_SIGNS = {"text:line-break": "\n", "text:s": " ", "text:tab": " "}
_ASIDE = ("office:annotation", "text:note", "text:ruby-text")
_MARGIN = "xsl-fo-compatible:margin-left"
_LENGTH = re.compile(r"(\d{1,4}(?:\.\d{1,6})?)(cm|mm|in|pt)")
_POINTS = {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72, "pt": 1}
_CELLS = ("table:table-cell", "table:covered-table-cell")


@dataclass(frozen=True)
class HiddenStyle:
    """A style whose sheets are not shown."""

    name: str


@dataclass(frozen=True)
class TableOpened:
    """A sheet begins; its rows follow."""

    name: str
    style: str


@dataclass(frozen=True)
class ColumnsTold:
    """So many columns of a sheet, before its rows, and whether they are hidden."""

    times: int
    is_hidden: bool


Found = HiddenStyle | TableOpened | ColumnsTold
"""What is told as it begins; rows are told as they end."""


@dataclass(slots=True)
class RowRead:
    """A row that stands `times` times: runs of equal cells (how many, value), merges (column, down, across), and how
    many steps texts are indented by their style (column, steps)."""

    times: int = 1
    runs: list[tuple[int, Any]] = field(default_factory=list)
    spans: list[tuple[int, int, int]] = field(default_factory=list)
    is_hidden: bool = False
    indents: list[tuple[int, int]] = field(default_factory=list)

    def cells(self) -> list[Any]:
        """The values up to the last filled cell, no more than a sheet is wide."""
        cells: list[Any] = []
        for count, value in self.runs:
            cells += [value] * min(count, LAST_COLUMN - len(cells))
        while cells and cells[-1] is None:
            cells.pop()
        return cells


class _Names(dict[str, str]):
    """Names as the standard spells them, "table:table-row", whichever prefixes the document declares for them."""

    def __init__(self, declared: dict[str, str]) -> None:
        super().__init__()
        prefixes = {key[6:]: uri for key, uri in declared.items() if key.startswith("xmlns:")}
        # urn:oasis:names:tc:opendocument:xmlns:table:1.0 is known as "table".
        self._known = {prefix: uri.split(":")[-2] for prefix, uri in prefixes.items() if uri.startswith("urn:")}

    def __missing__(self, name: str) -> str:
        prefix, _, local = name.rpartition(":")
        self[name] = f"{self._known.get(prefix, '?')}:{local}"
        return self[name]


class Content:
    """One walk over the content: iterate to get HiddenStyle, TableOpened and RowRead. Raises Unreadable."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._names = _Names({})
        self._path: list[str] = []
        self._style = ""
        self._indents: dict[str, int] = {}
        self._indented_columns: list[tuple[int, int, str]] = []
        self._columns = 0
        self._row: RowRead | None = None
        self._column = 0
        self._cell: dict[str, str] = {}
        self._text = GrowingText()
        self._paragraphs = self._tables = 0

    def __iter__(self) -> Iterator[Found | RowRead]:
        for event, name, said in events(self._pieces):
            if event == TEXT:
                if self._is_spoken():
                    self._text.add(said)
                continue
            found = self._begun(name, said) if event == OPEN else self._closed(self._path.pop())
            if found is not None:
                yield found

    def _begun(self, name: str, said: dict[str, str]) -> Found | None:
        if not self._path:
            self._names = _Names(said)
        found = self._opened(self._names[name], said)
        self._path.append(self._names[name])
        return found

    def _attributes(self, raw: dict[str, str]) -> dict[str, str]:
        return {self._names[key]: value for key, value in raw.items()}

    def _opened(self, name: str, raw: dict[str, str]) -> Found | None:
        if name == "table:table":
            self._tables += 1
            said = self._attributes(raw)
            is_sheet = self._tables == 1  # A table within a cell is a picture of one.
            if is_sheet:
                self._indented_columns, self._columns = [], 0
            return TableOpened(said.get("table:name", ""), said.get("table:style-name", "")) if is_sheet else None
        if self._tables == 1:
            return self._opened_in_sheet(name, self._path[-1], raw)
        return None if self._tables else self._opened_before(name, raw)

    def _opened_before(self, name: str, raw: dict[str, str]) -> HiddenStyle | None:
        """Something before the sheets or between them; of all that, the styles of sheets are of use."""
        said = self._attributes(raw)
        if name == "style:style":
            self._style = said.get("style:name", "")
        elif name == "style:paragraph-properties" and (steps := _steps(said.get(_MARGIN, ""))):
            self._indents[self._style] = steps
        return HiddenStyle(self._style) if said.get("table:display") == "false" else None

    def _opened_in_sheet(self, name: str, above: str, raw: dict[str, str]) -> ColumnsTold | None:
        if name == "table:table-row":
            said = self._attributes(raw)
            self._row = RowRead(_times(said, "rows-repeated", LAST_ROW), is_hidden=_is_hidden(said))
            self._column = 0
        elif name == "table:table-column":
            said = self._attributes(raw)
            columns = ColumnsTold(_times(said, "columns-repeated", LAST_COLUMN), _is_hidden(said))
            first, self._columns = self._columns, self._columns + columns.times
            if (style := said.get("table:default-cell-style-name", "")) in self._indents:
                self._indented_columns.append((first, self._columns, style))
            return columns
        elif name in _CELLS and above == "table:table-row":
            self._cell = self._attributes(raw)
        elif name == "text:p" and above in _CELLS:
            self._text.add("\n" * (self._paragraphs > 0))
            self._paragraphs += 1
        elif name in _SIGNS and self._is_spoken():
            self._text.add(_SIGNS[name] * _spaces(self._attributes(raw)))
        return None

    def _is_spoken(self) -> bool:
        """Whether what is said now is the text of a cell: of a paragraph right in it, and no comment or note."""
        path = self._path
        return (
            self._row is not None
            and self._tables == 1
            and "text:p" in path
            and path[path.index("text:p") - 1] == "table:table-cell"
            and not any(name in path for name in _ASIDE)
        )

    def _closed(self, name: str) -> RowRead | None:
        depth = self._tables
        self._tables -= name == "table:table"
        if self._row is None or depth > 1:
            return None
        if name in _CELLS and self._path[-1] == "table:table-row":
            self._end_cell(name)
        elif name == "table:table-row":
            row, self._row = self._row, None
            return row
        return None

    def _style_of_cell(self) -> str:
        """The style of the cell that ends, its own or that of its column."""
        column = self._column
        usual = (style for first, after, style in self._indented_columns if first <= column < after)
        return self._cell.get("table:style-name") or next(usual, "")

    def _end_cell(self, name: str) -> None:
        text, self._paragraphs = self._text.take(), 0
        value = _value(self._cell, text) if name == "table:table-cell" else None
        times = _times(self._cell, "columns-repeated", LAST_COLUMN)
        row = self._row
        if row is None or self._column >= LAST_COLUMN:
            return
        if value is not None:
            down = _times(self._cell, "rows-spanned", LAST_ROW)
            across = _times(self._cell, "columns-spanned", LAST_COLUMN)
            if down > 1 or across > 1:
                row.spans.append((self._column, down, across))
            if type(value) is str and (steps := self._indents.get(self._style_of_cell(), 0)):
                row.indents.append((self._column, steps))
        if value is not None or (row.runs and row.runs[-1][1] is not None) or not row.runs:
            row.runs.append((times, value))
        else:
            row.runs[-1] = (row.runs[-1][0] + times, None)
        self._column += times


def _steps(length: str) -> int:
    """How many steps of an indent a length is, one of 10 points as spreadsheets have it; 0 for what is none."""
    found = _LENGTH.fullmatch(length)
    return round(float(found[1]) * _POINTS[found[2]] / 10) if found else 0


def _is_hidden(attributes: dict[str, str]) -> bool:
    """Whether a row or column was hidden, or left out by a filter."""
    return attributes.get("table:visibility") in ("collapse", "filter")


def _spaces(attributes: dict[str, str]) -> int:
    """How many spaces one sign stands for: so names are indented."""
    said = attributes.get("text:c", "1")
    return min(int(said), _MOST_SPACES) if said.isdecimal() and len(said) < 10 else 1


def _times(attributes: dict[str, str], name: str, most: int) -> int:
    said = attributes.get(f"table:number-{name}", "1")
    return min(int(said), most) if said.isdecimal() and len(said) < 10 else 1


def _value(cell: dict[str, str], text: str) -> Any:
    """The value of a cell by its type, else the text that it shows."""
    kind = cell.get("office:value-type")
    if cell.get("calcext:value-type") == "error" or is_error(text):
        return CellError(text)
    if kind is None and "table:formula" in cell and not text:
        return CellError("=")
    if isinstance(text, TooLong):
        return text
    try:
        return _typed(kind, cell)
    except (KeyError, ValueError):
        return bounded(cell.get("office:string-value", "")) or text or None


def _typed(kind: str | None, cell: dict[str, str]) -> Any:
    """Raises KeyError where the type is text or the value is missing, ValueError where it is not of its type."""
    if kind == "percentage":
        return Percentage(cell["office:value"])
    if kind in ("float", "currency"):
        return float(cell["office:value"])
    if kind == "boolean":
        return cell["office:boolean-value"] == "true"
    day = cell["office:date-value"] if kind == "date" else ""
    if not day:
        raise KeyError(kind)
    return datetime.fromisoformat(day) if "T" in day else date.fromisoformat(day)
