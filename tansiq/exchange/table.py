"""A 5W sheet understood: which sheet, which header row, what each column means, and its rows one by one.

path --open--> sheets --score--> the sheet --header, HXL, mapping--> columns --rows()--> Row, Row, ...
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from tansiq.exchange.problems import Problem
from tansiq.words import Sentence

By = Literal["hxl", "header", "mapping"]


@dataclass(frozen=True)
class Column:
    """One column: 0-based index, letter, header, the field it was understood as (or None), and by what."""

    index: int
    letter: str
    header: str
    field: str | None
    by: By | None
    tag: str = ""


@dataclass(frozen=True)
class Considered:
    """A sheet that was looked at: its rows, its recognised fields, and why it was or was not chosen."""

    sheet: str
    hidden: bool
    rows: int
    fields: int
    score: int
    because: Sentence


class Row:
    """One row: 1-based sheet row number and its raw values, as they stand (None for an empty cell)."""

    __slots__ = ("number", "raw", "table")

    def __init__(self, number: int, raw: tuple[Any, ...], table: "Understood") -> None:
        self.number = number
        self.raw = raw
        self.table = table

    def value(self, name: str) -> Any:
        """The raw value of a field; None where the cell is empty or the sheet has no such column."""
        index = self.table.places.get(name)
        return None if index is None else self.raw[index]

    def address(self, name: str) -> str:
        """`Sheet!C12` of a field; `Sheet!12` where the sheet has no such column."""
        return f"{self.table.sheet}!{self.table.letters.get(name, '')}{self.number}"

    @property
    def digest(self) -> bytes:
        """16 bytes, equal for rows equal to the letter: every column, untrimmed, failed formulas included."""
        return hashlib.blake2b(repr(self.raw).encode(), digest_size=16).digest()


@dataclass
class Understood:
    """A sheet whose columns are understood. `notices` grows while `rows()` is read (totals left out...)."""

    sheet: str
    header_row: int
    hxl_row: int | None
    columns: list[Column]
    considered: list[Considered]
    read: Callable[[], Iterator[tuple[int, tuple[Any, ...]]]]
    notices: list[Problem] = field(default_factory=list)

    def __post_init__(self) -> None:
        mapped = [column for column in self.columns if column.field]
        self.places = {str(column.field): column.index for column in mapped}
        self.letters = {str(column.field): column.letter for column in mapped}

    @property
    def unmapped(self) -> list[Column]:
        """Columns that hold a header and that nobody understood."""
        return [column for column in self.columns if column.field is None]

    def rows(self) -> Iterator[Row]:
        """The data rows, in the order of the sheet, blank rows left out. May be called again."""
        for number, raw in self.read():
            yield Row(number, raw, self)
