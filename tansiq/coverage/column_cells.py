"""Cells as columns. An object is made of one only for whoever asks for it: most answers are written as they are."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, overload

import numpy as np

from tansiq.copied_columns.tables import NONE, Numbers
from tansiq.coverage.column_counting import NEEDS, Frame, length, only
from tansiq.coverage.column_figures import EXACT, FIGURES, gap, unmet_need
from tansiq.coverage.column_frames import KINDS
from tansiq.coverage.counting import COUNTS, PEOPLE
from tansiq.coverage.figures import Cell, CellsInColumns
from tansiq.coverage.statement import TOTALS
from tansiq.platform.columns import Coded, Column

KEYS = ("cell", "sector", "group", "kind")
_NAMES: Mapping[str, str] = dict(zip(Cell._fields, (*KEYS, *COUNTS, *PEOPLE, *NEEDS), strict=True))
"""The column of a frame by the name that a cell has for it."""


class ColumnCells(CellsInColumns):
    """The rows of a frame as cells, in their order."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame

    def __len__(self) -> int:
        return length(self._frame)

    @overload
    def __getitem__(self, at: int) -> Cell: ...
    @overload
    def __getitem__(self, at: slice) -> "ColumnCells": ...
    def __getitem__(self, at: int | slice) -> "Cell | ColumnCells":
        if isinstance(at, slice):
            return ColumnCells({name: column[at] for name, column in self._frame.items()})
        place = range(len(self))[at]
        return cells_of(self[place : place + 1]._frame)[0]

    def __iter__(self) -> Iterator[Cell]:
        return iter(self._made)

    @cached_property
    def _made(self) -> list[Cell]:
        return cells_of(self._frame)

    def column(self, name: str) -> Column:
        if name in FIGURES:
            return FIGURES[name](self._frame)
        if name == "organization_kind":
            return Coded(self._column("kind"), KINDS)
        return self._column(_NAMES[name])

    def _column(self, name: str) -> Numbers:
        return self._frame[name] if name in self._frame else np.full(len(self), NONE)

    def ranked_gaps(self) -> "ColumnCells":
        """Those of the cells where people in need or targeted are not reached, in the order of `gap_rank`."""
        unmet, short = unmet_need(self._frame), gap(self._frame)
        ranks = {"unmet": unmet, "short": short, **{key: self._column(key) for key in KEYS}}
        ranks["severity"] = self._frame["severity"]
        places = np.flatnonzero((unmet > 0) | (short > 0))
        rank = {name: np.maximum(column[places], 0) for name, column in ranks.items() if name != "kind"}
        graver = [-rank[name].astype(np.int64) for name in ("short", "unmet", "severity")]
        # The last is compared first; kinds stand in the order of their codes, none of them before all.
        order = np.lexsort([ranks["kind"][places], rank["group"], rank["sector"], rank["cell"], *graver])
        return ColumnCells(only(self._frame, places[order]))


def cells_in(frame: Frame) -> Sequence[Cell]:
    """The rows of a frame as cells: as columns, or where a number is too large for fractions, as objects at once."""
    is_exact = all(int(frame[name].max(initial=0)) < EXACT for name in (*PEOPLE, *NEEDS))
    return ColumnCells(frame) if is_exact else cells_of(frame)


def cells_of(frame: Frame) -> list[Cell]:
    """The rows of a frame as cells, in the order of their keys."""
    rows = length(frame)
    keys: list[Any] = [frame["cell"].tolist() if "cell" in frame else [TOTALS] * rows]
    keys += [_known(frame[name]) if name in frame else [None] * rows for name in ("sector", "group")]
    kinds = frame["kind"].tolist() if "kind" in frame else [NONE] * rows
    keys.append([None if number == NONE else KINDS[number] for number in kinds])
    columns = [*(frame[name].tolist() for name in COUNTS), *(_known(frame[name]) for name in (*PEOPLE, *NEEDS))]
    return list(map(Cell._make, zip(*keys, *columns, strict=True)))


def _known(column: Numbers) -> list[int | None]:
    """The values of a column, None for those that are not known."""
    return [None if value == NONE else value for value in column.tolist()]
