"""Rows of one table as columns of numbers: those of a file, and what changed since.

    base: in the order of the key, as built | appended: as they came | room

Rows that are read anew take the places of the old ones where there are as many; else the old ones are struck out and
the new ones appended.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from tansiq.copied_columns.tables import CopiedTable, Numbers, UncopiedError

STANDS = "stands"
"""The column that says whether a row stands (1), or was struck out (0)."""


class NoRoomError(Exception):
    """More changed than there is room for: the whole is to be built anew."""


class CopiedRows:
    """The rows of one table. `arrays` hold more than `count` of them; `base` of these lie in the order of the key."""

    def __init__(self, table: CopiedTable, arrays: Mapping[str, Numbers], count: int) -> None:
        self.table, self.arrays = table, arrays
        self.base = self.count = count

    def column(self, name: str) -> Numbers:
        """All that is kept of a column, struck out rows included. Raises UncopiedError."""
        if name not in self.arrays:
            raise UncopiedError(name)
        return self.arrays[name][: self.count]

    def places(self, keys: Numbers) -> NDArray[np.intp]:
        """Where the standing rows of some keys are, in ascending order."""
        by = self.arrays[self.table.by]
        low, high = (np.searchsorted(by[: self.base], keys, side) for side in ("left", "right"))
        spans = [np.arange(one, other) for one, other in zip(low, high, strict=True) if one != other]
        appended = self.base + np.flatnonzero(np.isin(by[self.base : self.count], keys))
        found: NDArray[np.intp] = np.concatenate([np.empty(0, np.intp), *spans, appended])
        standing: NDArray[np.intp] = found[self.arrays[STANDS][found] == 1]
        return standing

    def one_each(self, keys: Numbers) -> NDArray[np.intp]:
        """Where the standing row of each key is, of a table that has one row for each. Raises UncopiedError where a
        key has none."""
        found = self._where_it_should_be(keys)
        missing = np.flatnonzero(~self._is_at(found, keys))
        if len(missing):
            found[missing] = self._sought(keys[missing])
        return found

    def _where_it_should_be(self, keys: Numbers) -> NDArray[np.intp]:
        """Ids are handed out one after the other: where none was left out, the place follows from the first."""
        first = int(self.arrays[self.table.by][0]) if self.base else 0
        found: NDArray[np.intp] = np.clip(keys.astype(np.intp) - first, 0, max(self.base - 1, 0))
        return found

    def _sought(self, keys: Numbers) -> NDArray[np.intp]:
        by = self.arrays[self.table.by]
        found = np.minimum(np.searchsorted(by[: self.base], keys), max(self.base - 1, 0))
        missing = ~self._is_at(found, keys)
        if missing.any():
            late = self.base + np.flatnonzero(self.arrays[STANDS][self.base : self.count])
            late = late[np.argsort(by[late], kind="stable")]
            found[missing] = np.append(late, 0)[np.searchsorted(by[late], keys[missing])]
        if not self._is_at(found, keys).all():
            raise UncopiedError(self.table.name)
        return found

    def _is_at(self, places: NDArray[np.intp], keys: Numbers) -> NDArray[np.bool_]:
        is_there: NDArray[np.bool_] = (self.arrays[self.table.by][places] == keys) & (self.arrays[STANDS][places] == 1)
        return is_there

    def replace(self, keys: Sequence[int], fresh: Numbers) -> None:
        """Let the rows of these keys be `fresh`, a row of numbers each, in the order of the key. Raises NoRoomError.

        The rows of one key lie together, and those of the base in the order of the key: a key with as many rows as
        before keeps their places, one with more or fewer has all of its rows appended.
        """
        wanted = np.unique(np.asarray(keys, np.int64))
        old = self.places(wanted)
        before = self.arrays[self.table.by][old]
        old, before = (each[np.argsort(before, kind="stable")] for each in (old, before))
        now = fresh[:, [column.name for column in self.table.columns].index(self.table.by)]
        kept = wanted[_counts(before, wanted) == _counts(now, wanted)]
        stays, comes = np.isin(before, kept), np.isin(now, kept)
        self.arrays[STANDS][old[~stays]] = 0
        self._write(old[stays], fresh[comes])
        self._append(fresh[~comes])

    def _append(self, fresh: Numbers) -> None:
        end = self.count + len(fresh)
        if end > len(self.arrays[STANDS]):
            raise NoRoomError
        self._write(np.arange(self.count, end), fresh)
        self.count = end

    def _write(self, places: NDArray[np.intp], fresh: Numbers) -> None:
        if not len(places):
            return
        for number, column in enumerate(self.table.columns):
            self.arrays[column.name][places] = fresh[:, number]
        self.arrays[STANDS][places] = 1


def _counts(in_order: Numbers, wanted: Numbers) -> Numbers:
    """How many rows each key has."""
    found: Numbers = np.searchsorted(in_order, wanted, "right") - np.searchsorted(in_order, wanted, "left")
    return found
