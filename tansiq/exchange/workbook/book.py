"""What a file of sheets is, whatever its format: its sheets by name, and the rows of each as a stream."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from tansiq.exchange.values.problems import Problem
from tansiq.exchange.workbook.hidden import Hidden
from tansiq.exchange.workbook.merges import Merged

Raw = tuple[int, list[Any]]

MOST_INDENTED = 300_000
"""Texts whose indents are kept; plans have some tens of thousands."""


@dataclass(frozen=True)
class Sheet:
    """A sheet by name; a hidden one is read only by its name."""

    name: str
    hidden: bool = False


class Book(Protocol):
    """An opened file. `rows` gives (1-based row number, raw values) of every row that holds anything.

    Merged values stand in all their cells, failed formulas are `CellError`, empty cells None. Either method
    may raise `Unreadable` when the file turns out to be broken half way.
    """

    kind: str
    sheets: list[Sheet]
    notices: list[Problem]
    epoch: date

    def filled(self, name: str) -> int:
        """How many rows of a sheet hold anything; formatted but empty rows do not count."""

    def rows(self, name: str) -> Iterator[Raw]:
        """The filled rows of a sheet, from the top. May be called again."""

    def merged(self, name: str) -> list[Merged]:
        """The merged ranges of a sheet, as far as its rows have been read."""

    def hidden(self, name: str) -> Hidden:
        """What lies hidden in a sheet; `rows` gives hidden rows and cells like others."""

    def indents(self, name: str) -> Mapping[tuple[int, int], int]:
        """How far texts are indented by their style, by 1-based row and 0-based column; others begin at the edge."""
