"""Merged cells: a value that a person wrote once and that holds for all the cells it covers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tansiq.exchange.values.problems import Unreadable
from tansiq.exchange.workbook.refusals import TOO_MANY_MERGED

MOST_MERGED = 200_000
"""Ranges of one sheet; each is looked at, and those of numbers are told."""
MOST_COVERED = 5_000_000
"""Cells of one sheet that merged values are written into."""


@dataclass(frozen=True, order=True, slots=True)
class Merged:
    """A merged range: 1-based rows, 0-based columns, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


class Merges:
    """The merged ranges of one sheet, laid over its rows as they stream by."""

    def __init__(self, ranges: Iterable[Merged] = ()) -> None:
        self.ranges = sorted(ranges)
        self._next = 0
        self._covered = 0
        self._open: list[tuple[Merged, Any]] = []

    def add(self, merged: Merged) -> None:
        """Learn of a range at or below the row that is being read, as ODS tells them. Raises Unreadable."""
        self.ranges.append(merged)
        if len(self.ranges) > MOST_MERGED:
            raise Unreadable(TOO_MANY_MERGED)

    def fill(self, number: int, cells: list[Any]) -> None:
        """Write the values of the ranges that cover row `number` into its cells. Raises Unreadable."""
        while self._next < len(self.ranges) and self.ranges[self._next].top <= number:
            merged = self.ranges[self._next]
            value = cells[merged.left] if merged.top == number and merged.left < len(cells) else None
            if value is not None:
                self._open.append((merged, value))
            self._next += 1
        if self._open:
            self._open = [pair for pair in self._open if pair[0].bottom >= number]
            for merged, value in self._open:
                self._write(cells, merged, value)

    def _write(self, cells: list[Any], merged: Merged, value: Any) -> None:
        self._covered += merged.right + 1 - merged.left
        if self._covered > MOST_COVERED:
            raise Unreadable(TOO_MANY_MERGED)
        cells.extend([None] * (merged.right + 1 - len(cells)))
        cells[merged.left : merged.right + 1] = [value] * (merged.right + 1 - merged.left)


def filled_rows(rows: Iterable[tuple[int, list[Any]]], merges: Merges) -> Iterator[tuple[int, list[Any]]]:
    """The rows that hold a value of their own, with merged values in place and empty texts as None."""
    for number, raw in rows:
        cells = [None if cell == "" else cell for cell in raw]
        own = holds_anything(cells)
        merges.fill(number, cells)
        if own:
            yield number, cells


def holds_anything(cells: Iterable[Any]) -> bool:
    """Whether any cell holds more than white space."""
    return any(cell is not None and not (type(cell) is str and (not cell or cell.isspace())) for cell in cells)
