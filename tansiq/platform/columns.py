"""Rows that are known column by column: whoever writes an answer takes the columns, and no row becomes an object.

NumPy is not loaded by this module: what has columns to give has loaded it.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, NamedTuple


class Coded(NamedTuple):
    """A column of codes: of each row the place of its code among `codes`, -1 where it has none."""

    places: Any
    codes: Sequence[str]


Column = Any
"""Coded, or an array of NumPy: whole numbers of which -1 is none and no other is negative, fractions of which NaN is
none, or truths."""


class InColumns(ABC):
    """Rows of which each attribute can be had as a column."""

    @abstractmethod
    def __len__(self) -> int: ...

    @abstractmethod
    def column(self, name: str) -> Column:
        """The attribute of this name of all rows, in their order. Raises KeyError."""
