"""What a column says about itself: whether days or months come first, which mark is decimal.

Asked only when a cell has two readings; then the whole sheet is read once more for the cells that have one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tansiq.exchange.sheet.fields import field_named
from tansiq.exchange.values.dates import Order, readings
from tansiq.exchange.values.numbers import decimal_mark

_NUMBERS = ("money", "number", "share")
_LONGEST = 100
"""Letters of a cell that shows anything; dates and amounts are shorter."""


@dataclass
class Evidence:
    """By field: what its column settled, and the row that shows it; nothing if at odds with itself."""

    orders: dict[str, tuple[Order, int]] = field(default_factory=dict)
    marks: dict[str, tuple[str, int]] = field(default_factory=dict)


def gather_evidence(rows: Iterable[tuple[int, tuple[Any, ...]]], places: Mapping[str, int]) -> Evidence:
    """Read every row once and keep, for each column of dates or amounts, the first cell with one reading."""
    found = Evidence()
    against: set[str] = set()
    asked = [(name, index) for name, index in places.items() if field_named(name).kind in ("date", *_NUMBERS)]
    for number, raw in rows:
        for name, index in asked:
            if type(raw[index]) is str and len(raw[index]) <= _LONGEST:
                _weigh(name, raw[index], number, found, against)
    for name in against:
        found.orders.pop(name, None)
        found.marks.pop(name, None)
    return found


def _weigh(name: str, text: str, number: int, found: Evidence, against: set[str]) -> None:
    if field_named(name).kind == "date":
        days = readings(text)
        said = next(iter(days)) if len(days) == 1 else None
        if said and found.orders.setdefault(name, (said, number))[0] != said:
            against.add(name)
    else:
        mark = decimal_mark(text)
        if mark and found.marks.setdefault(name, (mark, number))[0] != mark:
            against.add(name)
