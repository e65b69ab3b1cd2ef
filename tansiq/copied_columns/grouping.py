"""GROUP BY over columns of whole numbers: empty ids and counts are NONE, as in tansiq.copied_columns.tables.

pack(columns)      one number a row: equal for rows that are equal in all columns, in the columns' order
grouped(packed)    largest, total and first of each group of equal numbers, the smallest first
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from tansiq.copied_columns.tables import NONE, Numbers

Whole = NDArray[np.int64]
_MOST = 2**62
SMALL, PER_ROW = 1_000_000, 32
"""Places that a table of groups may have: so many for however few rows, and so many for each row."""
LARGE = 16_000_000
"""Places that any table may have."""


@dataclass(frozen=True)
class Packed:
    """Rows as numbers: digits in a base of their own for each column, `least` standing for its smallest value."""

    numbers: Whole
    least: tuple[int, ...]
    spans: tuple[int, ...]

    @property
    def width(self) -> int:
        """All numbers are below it."""
        return prod(self.spans)

    def unpack(self, numbers: Whole) -> list[Numbers]:
        """The values of the columns again, for some of the numbers."""
        found: list[Numbers] = []
        for least, span in zip(reversed(self.least), reversed(self.spans), strict=True):
            numbers, digit = np.divmod(numbers, span)
            found.append(digit + least)
        return found[::-1]


def pack(columns: Sequence[Numbers], rows: int) -> Packed:
    """One number for each of the rows. Raises OverflowError where 62 bits do not hold them."""
    numbers = np.zeros(rows, np.int64)
    least = tuple(int(column.min(initial=0)) for column in columns)
    spans = tuple(int(column.max(initial=0)) - one + 1 for column, one in zip(columns, least, strict=True))
    if prod(spans) >= _MOST:
        raise OverflowError
    for column, one, span in zip(columns, least, spans, strict=True):
        numbers *= span
        numbers += column
        if one:
            numbers -= one
    return Packed(numbers, least, spans)


class Groups(Protocol):
    """Rows with equal numbers, brought together, the smallest number first."""

    def __len__(self) -> int: ...

    def places(self) -> Numbers:
        """For each row the number of its group, from 0."""

    def first(self, column: Numbers) -> Numbers:
        """Of each group the value of a row, which is that of all where they are equal in the column."""

    def largest(self, column: Numbers) -> Numbers:
        """The largest value of each group; NONE where all are."""

    def total(self, column: Numbers) -> Whole:
        """The sum of the known values of each group; NONE where none is."""


def grouped(packed: Packed) -> Groups:
    """The groups of equal numbers: by a table of all numbers that there may be, where that is small, or by sorting."""
    numbers = packed.numbers
    if packed.width <= min(LARGE, max(SMALL, PER_ROW * len(numbers))):
        return Tabled(numbers, packed.width)
    return Sorted(numbers)


class Tabled:
    """Each number below `width` has a place in a table: nothing is sorted."""

    def __init__(self, numbers: Whole, width: int) -> None:
        is_there = np.zeros(width, np.bool_)
        is_there[numbers] = True
        there = np.flatnonzero(is_there)
        places = np.empty(width, np.int32)
        places[there] = np.arange(len(there), dtype=np.int32)
        self._places, self._count = places[numbers], len(there)

    def __len__(self) -> int:
        return self._count

    def places(self) -> Numbers:
        return self._places

    def first(self, column: Numbers) -> Numbers:
        found = np.empty(self._count, column.dtype)
        found[self._places] = column
        return found

    def largest(self, column: Numbers) -> Numbers:
        found = np.full(self._count, NONE, column.dtype)
        np.maximum.at(found, self._places, column)
        return found

    def total(self, column: Numbers) -> Whole:
        found = np.zeros(self._count, np.int64)
        is_known = column != NONE
        np.add.at(found, self._places, np.where(is_known, column, 0).astype(np.int64))
        is_told = np.zeros(self._count, np.bool_)
        is_told[self._places[is_known]] = True
        return np.where(is_told, found, NONE)


class Sorted:
    """Equal numbers are brought together; each group begins at one of the starts."""

    def __init__(self, numbers: Whole) -> None:
        self._order = np.argsort(numbers)
        self._starts, self._rows = starts_of(numbers[self._order]), len(numbers)

    def __len__(self) -> int:
        return len(self._starts)

    def places(self) -> Numbers:
        found = np.empty(self._rows, np.int64)
        lengths = np.diff(np.append(self._starts, self._rows))
        found[self._order] = np.repeat(np.arange(len(self)), lengths)
        return found

    def first(self, column: Numbers) -> Numbers:
        found: Numbers = column[self._order[self._starts]]
        return found

    def largest(self, column: Numbers) -> Numbers:
        found: Numbers = np.maximum.reduceat(column[self._order], self._starts)
        return found

    def total(self, column: Numbers) -> Whole:
        values = column[self._order].astype(np.int64)
        is_known = values != NONE
        sums = np.add.reduceat(np.where(is_known, values, 0), self._starts)
        return np.where(np.logical_or.reduceat(is_known, self._starts), sums, NONE)


def starts_of(in_order: Whole) -> NDArray[np.intp]:
    """Where runs of equal numbers begin."""
    is_start = np.ones(len(in_order), np.bool_)
    is_start[1:] = in_order[1:] != in_order[:-1]
    return np.flatnonzero(is_start)


def how_many_different(packed: Packed, column: Numbers, wanted: Whole) -> Whole:
    """For each of the numbers `wanted`, how many different values that are not negative its rows have."""
    span = int(column.max(initial=0)) + 1
    if packed.width * span <= LARGE:
        is_there = np.zeros(packed.width * span, np.bool_)
        is_there[packed.numbers * span + column] = True
        counted: Whole = np.count_nonzero(is_there.reshape(packed.width, span), axis=1)[wanted]
        return counted
    pairs = np.sort(pack([packed.numbers, column], len(column)).numbers)
    numbers = pairs[starts_of(pairs)] // span
    counts: Whole = np.searchsorted(numbers, wanted, "right") - np.searchsorted(numbers, wanted, "left")
    return counts


def how_many(ids: Numbers) -> int:
    """How many different ids there are."""
    return int(np.count_nonzero(np.bincount(ids))) if len(ids) else 0


def added(one: Any, other: Any) -> Any:
    """The sum of two columns of counts; where one is not known, the other."""
    both = (one != NONE) & (other != NONE)
    return np.where(both, one + other, np.maximum(one, other))
