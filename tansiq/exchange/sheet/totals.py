"""Rows that sum up other rows: "Total", "Total général", "المجموع". They are reported, not read."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from tansiq.exchange.values.numbers import parse
from tansiq.language.arabic import fold

_WORDS = frozenset(
    fold(word)
    for word in (
        "total",
        "totals",
        "subtotal",
        "sum",
        "somme",
        "المجموع",
        "مجموع",
        "الإجمالي",
        "إجمالي",
        "الاجمالى",
    )
)
_OPENINGS = ("grand total", "sub total", "sous total")


def is_total(cells: Sequence[Any]) -> bool:
    """Whether a row opens with a word for total and names nothing else: a real row names who and where."""
    if not _opens_total(first_text(cells)):
        return False
    texts = [cell for cell in cells if type(cell) is str and _is_name(cell)]
    return len(texts) == 1 or (len(texts) == 2 and fold(texts[0]) in _WORDS)


def first_text(cells: Sequence[Any]) -> str:
    """The first text of a row."""
    return next((cell for cell in cells if type(cell) is str and cell.strip()), "")


@lru_cache(maxsize=8192)
def _opens_total(text: str) -> bool:
    words = fold(text)
    return words.split(" ", 1)[0] in _WORDS or words.startswith(_OPENINGS)


@lru_cache(maxsize=8192)
def _is_name(text: str) -> bool:
    return bool(text.strip()) and parse(text) is None
