"""What can be wrong: at a cell (`Problem`, data) or with the whole file (`Unreadable`, raised)."""

from dataclasses import dataclass
from typing import Literal

from tansiq.language.words import Sentence

Severity = Literal["error", "warning", "notice"]


@dataclass(frozen=True)
class Problem:
    """One thing to tell the person who sent a sheet: where, what stands there, what to do.

    `address` is `Sheet!C12` for a cell, `Sheet!12` for a row, `Sheet` for a sheet; `code` is stable, for
    tests and for grouping equal problems of many cells.
    """

    address: str
    value: str
    sentence: Sentence
    severity: Severity = "error"
    code: str = "value"


class Unreadable(Exception):  # noqa: N818  the word says it: nothing of this file could be read
    """The whole file is refused; `sentence` says why and what to do."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(sentence)
        self.sentence = sentence

    def __str__(self) -> str:
        return str(self.sentence)


class CellError(str):
    """The raw value of a cell whose formula failed ("#REF!") or was never calculated ("=")."""

    __slots__ = ()


class TooLong(CellError):  # noqa: N818  A value like its base, never raised.
    """The beginning of a text that is longer than a cell may be; the rest was not kept."""

    __slots__ = ()


_ERRORS = frozenset(("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"))


def is_error(text: str) -> bool:
    """Whether a text is what a spreadsheet program writes where a formula failed."""
    return text in _ERRORS or (text.startswith("Err:") and text[4:].isdigit())
