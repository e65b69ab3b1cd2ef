"""Some of the copied rows of a table, and what follows from the areas they lie in."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tansiq.copied_columns.copies import Copy
from tansiq.copied_columns.masks import among, mask
from tansiq.copied_columns.rows import STANDS, CopiedRows
from tansiq.copied_columns.tables import NONE, CopiedTable, Numbers
from tansiq.models.area import ANCESTORS


class Places:
    """What follows from an area, by its id: its level and ancestors. Ids that no area has lie nowhere."""

    def __init__(self, areas: CopiedRows) -> None:
        self._areas = areas
        self._stands = areas.column(STANDS) == 1
        self._ids = areas.column("id")[self._stands]
        self._by_id: dict[str, Numbers] = {}

    def of(self, name: str, areas: Numbers) -> Numbers:
        """The `name` (level, or one of ANCESTORS) of each of these areas, NONE where it has none."""
        by_id = self._by_id[name] if name in self._by_id else self._laid_out(name)
        found: Numbers = by_id[areas]
        return found

    def cell(self, level: int, areas: Numbers) -> Numbers:
        """The ancestor of each area at a level; a settlement is what lies below all ancestors."""
        if level < len(ANCESTORS):
            return self.of(ANCESTORS[level], areas)
        above = self.of(ANCESTORS[0], areas)
        for name in ANCESTORS[1:]:
            nearer = self.of(name, areas)
            above = np.where(nearer == NONE, above, nearer)
        return np.where((above == NONE) | (above == areas), NONE, areas)

    def _laid_out(self, name: str) -> Numbers:
        # One place more than ids: NONE is -1, and leads to the last.
        by_id = np.full(int(self._ids.max(initial=0)) + 2, NONE, np.int32)
        by_id[self._ids] = self._areas.column(name)[self._stands]
        self._by_id[name] = by_id
        return by_id


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
    rows = copy.rows[name]
    whole = View(rows, Places(copy.rows["area"]))
    narrowed = whole.narrowed(*conditions)
    return narrowed.only(narrowed.column(STANDS) == 1)
