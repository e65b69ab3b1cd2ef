"""What the hidden first column of a sheet says, so that a cell is known by its mark and not by its place.

    A1   tansiq-report|1|municipal|2|9f3a01c2d4e5f607|2026-Q1|17     form, version and its digest, period, unit
    A7   nil#03ab5c                       why there is nothing to report
    A9   12#5c0d1e                        item 12; what follows is a check of all that is locked in its row
    A10  14/F 0_17|14/F 18_59#77e01b      two cells of item 14, side by side
    A11  words#1d2c3b                     a row in which nothing is filled

Rows or cells that were shifted do not agree with their checks any more.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tansiq.exchange.values.text import tidy

NIL, NOTHING, RECKONED, END = "nil", "words", "reckoned", "end"
"""Rows that hold no cell of an item: the reason of having nothing to report, words, what is calculated, the end."""
_NAME, _EDITION = "tansiq-report", "1"
_PARTS = 7
_DIGEST = 16
FIRST_VALUE = 3
"""The 0-based column of the first cell that is filled; beside each stands what it held for the period before."""

Place = tuple[int, str]
"""A cell of a report: the number of its item, and the key of the cell, "" of an item that is not broken down."""


@dataclass(frozen=True)
class SheetMark:
    """What a sheet is of: the key of a form, the number of a version and the beginning of its digest, the key of a
    period, the id of a unit."""

    form: str
    version: int
    digest: str
    period: str
    unit: int

    def __str__(self) -> str:
        parts = (_NAME, _EDITION, self.form, str(self.version), self.digest[:_DIGEST], self.period, str(self.unit))
        return "|".join(parts)

    def is_of(self, digest: str) -> bool:
        """Whether it was made from what has this digest."""
        return self.digest == digest[:_DIGEST]


def sheet_mark(raw: object) -> SheetMark | None:
    """The mark that a first cell holds; None where it is none of ours."""
    parts = raw.split("|") if isinstance(raw, str) and len(raw) < 500 else []
    if len(parts) != _PARTS or parts[:2] != [_NAME, _EDITION] or not (parts[3].isdecimal() and parts[6].isdecimal()):
        return None
    return SheetMark(parts[2], int(parts[3][:9]), parts[4], parts[5], int(parts[6][:15]))


@dataclass(frozen=True)
class RowMark:
    """The mark of a row: its kind, or the cells that it holds; and its check."""

    text: str
    check: str

    @property
    def places(self) -> list[Place]:
        """The cells of items, from the first column of values on."""
        pairs = (part.partition("/") for part in self.text.split("|"))
        return [(int(number[:9]), key) for number, _, key in pairs if number.isdecimal()]

    @property
    def width(self) -> int:
        """How many cells are filled in it."""
        return 1 if self.text == NIL else len(self.places)


def row_mark(raw: object) -> RowMark | None:
    """The mark that a cell of the first column holds; None where there is none."""
    text, sign, check = raw.rpartition("#") if isinstance(raw, str) else ("", "", "")
    return RowMark(text, check) if sign and text else None


def text_of(places: Sequence[Place]) -> str:
    """The mark of a row with these cells, without its check."""
    return "|".join(f"{number}/{key}" if key else str(number) for number, key in places)


def check_of(sheet: SheetMark, text: str, cells: Sequence[Any]) -> str:
    """The check of a row: of its mark, the sheet it stands in, and all of its `cells` that nobody fills."""
    width = RowMark(text, "").width
    filled = {FIRST_VALUE + 2 * at for at in range(width)}
    # What is calculated is written by the spreadsheet program.
    most = FIRST_VALUE if text == RECKONED else len(cells)
    told = [_told(cell) for at, cell in enumerate(cells[:most]) if at and at not in filled]
    while told and not told[-1]:
        told.pop()
    content = "\n".join([str(sheet), text, *told])
    return hashlib.blake2b(content.encode(), digest_size=4).hexdigest()


def _told(cell: Any) -> str:
    """A locked cell as every spreadsheet program gives it back."""
    if isinstance(cell, bool) or cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()[:10]
    # Times and durations are told as they are written: nothing of ours is one.
    return f"{float(cell):.12g}" if isinstance(cell, int | float) else tidy(cell)
