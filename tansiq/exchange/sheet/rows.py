"""The rows of an understood sheet, one by one, each raw value with its address."""

import hashlib
from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tansiq.exchange.sheet.columns import Column
from tansiq.exchange.sheet.evidence import Evidence, gather_evidence
from tansiq.exchange.sheet.field import IN_WORDS_OF_5W, SheetKind
from tansiq.exchange.sheet.fields import field_named
from tansiq.exchange.sheet.sheet_choice import ConsideredSheet
from tansiq.exchange.sheet.totals import EntrySums, ItemSums, Sums, first_text
from tansiq.exchange.values.problems import Problem
from tansiq.exchange.workbook.book import Book
from tansiq.language.words import Sentence, say

_LANGUAGES = ("en", "ar")


class Row:
    """One row: 1-based sheet row number and its raw values, as they stand (None for an empty cell)."""

    __slots__ = ("number", "raw", "table")

    def __init__(self, number: int, raw: tuple[Any, ...], table: "UnderstoodSheet") -> None:
        self.number = number
        self.raw = raw
        self.table = table

    def value(self, name: str) -> Any:
        """The raw value of a field; None where the cell is empty or the sheet has no such column.

        In a sheet that has `sector_en` and `sector_ar` but no `sector`, `sector` is the English column.
        """
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
class UnderstoodSheet:
    """A sheet whose columns are understood. `notices` grows while `rows()` is read (totals left out...).

    `year` is the one year that the name of the sheet or the file mentions, for months without a year. Rows of the
    numbers in `unread` lie hidden and are passed over. `months` are its columns of people reached by a month; the last
    of them stands for `reached` where no column tells the people reached so far.
    """

    sheet: str
    header_row: int
    hxl_row: int | None
    columns: list[Column]
    considered: list[ConsideredSheet]
    book: Book
    year: int | None = None
    notices: list[Problem] = field(default_factory=list)
    unread: Container[int] = ()
    kind: SheetKind = "FIVEW"

    def __post_init__(self) -> None:
        read = [column for column in self.columns if column.field and not field_named(column.field).personal]
        self.months = sorted((column for column in read if column.month), key=lambda column: column.month or (0, 0))
        by_field = {str(column.field): column for column in read if column.month is None}
        self.has_reached_so_far = "reached" in by_field
        if self.months:
            by_field.setdefault("reached", self.months[-1])
        for code in _LANGUAGES:
            for name in [name for name in by_field if name.endswith(f"_{code}")]:
                by_field.setdefault(name.removesuffix(f"_{code}"), by_field[name])
        self.places = {name: column.index for name, column in by_field.items()}
        self.letters = {name: column.letter for name, column in by_field.items()}
        self._told: set[tuple[str, str]] = set()
        # What texts of a field were read as, by field and text: the same few stand in thousands of rows.
        self.read_before: dict[str, dict[str, Any]] = defaultdict(dict)

    @property
    def unmapped(self) -> list[Column]:
        """Columns that nobody understood; hidden ones and those that a mapping leaves out are not among them."""
        return [
            column for column in self.columns if column.field is None and column.by is None and not column.is_hidden
        ]

    def rows(self) -> Iterator[Row]:
        """The data rows in the order of the sheet; blank rows, repeated headers and totals are left out.

        May be called again. Raises `Unreadable` where the file turns out to be broken half way.
        """
        sums = _SUMS.get(self.kind, EntrySums)(self.places)
        for number, raw in self._raw():
            if sums.is_sum(raw):
                self._tell(str(number), first_text(raw), _TOTAL, "total")
            else:
                yield Row(number, raw, self)
        self._tell_merged()

    def tell(self, problem: Problem) -> None:
        """Add a notice, once for its address and code however often the rows are read."""
        if (problem.address, problem.code) not in self._told:
            self._told.add((problem.address, problem.code))
            self.notices.append(problem)

    @cached_property
    def read(self) -> frozenset[int]:
        """The columns that are read."""
        return frozenset({*self.places.values(), *(column.index for column in self.months)})

    @cached_property
    def evidence(self) -> Evidence:
        """What the columns say about the order of their dates and their decimal marks."""
        return gather_evidence(self._raw(), self.places)

    def _raw(self) -> Iterator[tuple[int, tuple[Any, ...]]]:
        """Rows below the head, as wide as the head at least."""
        width = max((column.index for column in self.columns), default=0) + 1
        first = max(self.header_row, self.hxl_row or 0)
        header: list[Any] = []
        for number, cells in self.book.rows(self.sheet):
            cells.extend([None] * (width - len(cells)))
            if number == self.header_row:
                header = cells
            if number <= first or number in self.unread:
                continue
            if cells == header:
                self._tell(str(number), first_text(cells), _HEADER_AGAIN, "header-again")
                continue
            yield number, tuple(cells)

    def _tell(self, place: str, value: str, sentence: Sentence, code: str) -> None:
        self.tell(Problem(f"{self.sheet}!{place}", value, sentence, "notice", code))

    def _tell_merged(self) -> None:
        """Warn of an amount that is merged over several rows: it is then read once for each. Merged counts are refused
        where the rows are planned."""
        numbers = [c for c in self.columns if c.field and field_named(c.field).kind == "money"]
        letters = {column.index: column.letter for column in numbers}
        for merged in self.book.merged(self.sheet):
            at = letters.get(merged.left)
            if at and merged.bottom > merged.top > self.header_row:
                place = f"{self.sheet}!{at}{merged.top}:{at}{merged.bottom}"
                self.tell(Problem(place, "", _MERGED_AMOUNT, "warning", "merged-amount"))


_SUMS: dict[SheetKind, type[Sums] | type[ItemSums]] = {**dict.fromkeys(IN_WORDS_OF_5W, Sums), "PLAN": ItemSums}
_TOTAL = say("This row sums up others, and is not read.")
_HEADER_AGAIN = say("This row repeats the header, and is not read.")
_MERGED_AMOUNT = say("One amount is merged over several rows, and is read for each of them. Write each row its own.")
