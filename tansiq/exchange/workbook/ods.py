"""ODS, the format of LibreOffice: its sheets, and the rows of one. What a row or a cell is stands in `ods_rows`.

Why not a library: calamine lays a sheet out as a full rectangle (a value in the last row took 2.6 GB) and
keeps neither merged ranges nor errors; odfpy holds the whole document as objects.

All sheets stand in one part, so it is walked once when the book is opened; the rows of ordinary sheets are kept from
that walk, as runs of equal cells, and only those of vast ones are read again.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from tansiq.exchange.values.dates import EPOCH_1900
from tansiq.exchange.values.problems import Problem, Unreadable
from tansiq.exchange.workbook.archive import LAST_ROW, MOST_OF_SHEETS, MOST_SHEETS, Archive
from tansiq.exchange.workbook.book import MOST_INDENTED, Raw, Sheet
from tansiq.exchange.workbook.hidden import Hidden
from tansiq.exchange.workbook.merges import Merged, Merges, filled_rows, holds_anything
from tansiq.exchange.workbook.ods_rows import ColumnsTold, Content, HiddenStyle, RowRead, TableOpened
from tansiq.exchange.workbook.refusals import LOCKED, TOO_LARGE, TOO_MANY_CELLS

MOST_CELLS = 100_000_000
"""Cells that the rows of one sheet reach over, repeated ones and empty ones before a filled one included."""
MOST_KEPT = 1_500_000
"""Runs of cells kept in memory, over all sheets."""
_MANIFEST = "META-INF/manifest.xml"


@dataclass
class _Table:
    """What was found of one sheet; `rows` is None where they are too many to be kept."""

    sheet: Sheet
    filled: int = 0
    rows: list[RowRead] | None = field(default_factory=list)
    kept: int = 0
    hidden: Hidden = field(default_factory=Hidden)
    row: int = 1
    column: int = 0


class OdsBook:
    """A workbook in the OpenDocument format."""

    kind = "ODS"

    def __init__(self, archive: Archive) -> None:
        self.notices: list[Problem] = []
        self.epoch = EPOCH_1900
        self._archive = archive
        if _MANIFEST in archive and b"encryption-data" in b"".join(archive.part(_MANIFEST)):
            raise Unreadable(LOCKED)
        self._merges: dict[str, Merges] = {}
        self._indents: dict[str, dict[tuple[int, int], int]] = {}
        self._tables: dict[str, _Table] = {}
        self._look()
        self.sheets = [table.sheet for table in self._tables.values()]

    def filled(self, name: str) -> int:
        """How many rows of a sheet hold anything."""
        return self._tables[name].filled

    def merged(self, name: str) -> list[Merged]:
        """The merged ranges of the rows read so far."""
        return self._merges[name].ranges if name in self._merges else []

    def hidden(self, name: str) -> Hidden:
        """What lies hidden in a sheet."""
        return self._tables[name].hidden

    def indents(self, name: str) -> Mapping[tuple[int, int], int]:
        """How far texts of the rows read so far are indented by their style."""
        return self._indents.get(name, {})

    def rows(self, name: str) -> Iterator[Raw]:
        """The filled rows of a sheet, from the top."""
        merges = self._merges[name] = Merges()
        indents = self._indents[name] = {}
        kept = self._tables[name].rows
        return filled_rows(_laid_out(self._again(name) if kept is None else kept, merges, indents), merges)

    def _content(self) -> Content:
        return Content(self._archive.pieces("content.xml", MOST_OF_SHEETS))

    def _look(self) -> None:
        """Find the sheets; whether one is hidden stands in the style it names."""
        hidden: set[str] = set()
        table, kept = None, 0
        for found in self._content():
            if isinstance(found, HiddenStyle):
                hidden.add(found.name)
            elif isinstance(found, TableOpened):
                table = self._tables.setdefault(found.name, _Table(Sheet(found.name, found.style in hidden)))
                if len(self._tables) > MOST_SHEETS:
                    raise Unreadable(TOO_LARGE)
            elif isinstance(found, ColumnsTold):
                _pass_columns(table, found)
            elif table is not None:
                kept += _note(table, found, MOST_KEPT - kept)

    def _again(self, name: str) -> Iterator[RowRead]:
        inside = False
        for found in self._content():
            if isinstance(found, TableOpened):
                inside = found.name == name
            elif inside and isinstance(found, RowRead):
                yield found


def _pass_columns(table: _Table | None, columns: ColumnsTold) -> None:
    if table is not None:
        first, table.column = table.column, table.column + columns.times
        if columns.is_hidden:
            table.hidden.columns.add(first, table.column - 1)


def _note(table: _Table, row: RowRead, room: int) -> int:
    """Count a row in, and keep it if there is room for so many runs of cells; by how many more are kept now."""
    is_filled = holds_anything(value for _, value in row.runs)
    table.filled += is_filled * row.times
    first, table.row = table.row, table.row + row.times
    if is_filled and row.is_hidden:
        table.hidden.rows.add(first, table.row - 1)
    if table.rows is None:
        return 0
    cost = 1 + len(row.runs)
    if cost > room:
        freed, table.rows, table.kept = table.kept, None, 0
        return -freed
    table.rows.append(row)
    table.kept += cost
    return cost


def _laid_out(rows: Iterable[RowRead], merges: Merges, indents: dict[tuple[int, int], int]) -> Iterator[Raw]:
    number, reach = 1, 0
    for row in rows:
        cells = row.cells()
        for left, down, across in row.spans:
            merges.add(Merged(number, left, number + down - 1, left + across - 1))
        for one in range(number, min(number + row.times, LAST_ROW + 1)) if cells else ():
            reach += len(cells)
            if reach > MOST_CELLS:
                raise Unreadable(TOO_MANY_CELLS)
            if len(indents) < MOST_INDENTED:
                indents.update({(one, column): steps for column, steps in row.indents})
            yield one, list(cells)
        number += row.times
