"""Some of the copied rows of a table: those that meet conditions."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tansiq.copied_columns.copies import Copy
from tansiq.copied_columns.masks import among, mask
from tansiq.copied_columns.places import Places
from tansiq.copied_columns.rows import STANDS, CopiedRows
from tansiq.copied_columns.tables import CopiedTable, Numbers
from tansiq.models.area import ANCESTORS


class View:
    """Rows of a table at some places among the copied ones."""

    def __init__(self, rows: CopiedRows, places: Places, where: NDArray[np.intp] | None = None) -> None:
        self._rows, self._places, self._where = rows, places, where

    @property
    def table(self) -> CopiedTable:
        return self._rows.table

    def __len__(self) -> int:
        return self._rows.count if self._where is None else len(self._where)

    def column(self, name: str) -> Numbers:
        """The numbers of a column; the ancestors of rows that lie in an area are those of that."""
        if name in ANCESTORS and "area" in self._rows.arrays:
            return self._places.of(name, self.column("area"))
        whole = self._rows.column(name)
        return whole if self._where is None else whole[self._where]

    def narrowed(self, *conditions: Any) -> "View":
        """Those of the rows that meet all conditions; the ones that most rows fail are best said first."""
        view = self
        for condition in conditions:
            if condition is not None:
                view = view.only(mask(condition, view))
        return view

    def only(self, wanted: NDArray[np.bool_]) -> "View":
        """Those of the rows for which `wanted` says so."""
        where = np.flatnonzero(wanted)
        return View(self._rows, self._places, where if self._where is None else self._where[where])

    def among(self, name: str, ids: Numbers) -> "View":
        """Those of the rows that have one of these ids in a column."""
        return self.only(among(self.column(name), ids))


def view(copy: Copy, name: str, conditions: Iterable[Any] = ()) -> View:
    """The standing rows of a copied table that meet all conditions. Raises UncopiedError."""
    return standing(every_row(copy, name).narrowed(*conditions))


def every_row(copy: Copy, name: str) -> View:
    """All rows of a copied table, struck out ones too: narrow it, then ask for those `standing`."""
    return View(copy.rows[name], copy.places)


def standing(rows: View) -> View:
    """Those of the rows that were not struck out."""
    return rows.only(rows.column(STANDS) == 1)
