"""Numbers of cells: people (whole, never negative), money, figures of indicators, and degrees.

A text may be read with its separators as thousands or with a decimal mark. Where both make sense the cell is
a problem, unless the column itself settled its mark: nothing is guessed.
"""

import math
import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Context, Decimal
from typing import Any

from tansiq.exchange.values.cell_problems import failed, problem
from tansiq.exchange.values.problems import CellError, Problem
from tansiq.exchange.values.text import plain, says_nothing

MOST_PEOPLE = 2_000_000_000  # What a 32-bit column holds; no count of people comes near.
MOST_MONEY = Decimal(10) ** 13

_DIGITS = 15
_AS_SHOWN, _WHOLE_DIGITS = Context(prec=_DIGITS), Decimal(10) ** _DIGITS

_GROUPED = re.compile(r"([1-9]\d{0,2}(?:([.,' ٬])\d{3})(?:\2\d{3})*)(?:(?!\2)[.,٫](\d+))?")
_PLAIN = re.compile(r"(\d+)(?:([.,٫])(\d+))?")
_MARKS = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "،": ",", "−": "-"})
_ABOUT = re.compile(
    r"^[~≈±><≥≤]|\+$|^\d[\d ,.]*(?:-|–|to|à|إلى|الى)[\d ,.]+$|"
    r"^(?:about|approx\w*|around|circa|over|more than|env\w*|plus de|حوالي|نحو|تقريبا|أكثر من)\b"
)


@dataclass(frozen=True)
class Number:
    """What a cell can mean: `grouped` reads its separators as thousands, `pointed` its `mark` as decimal."""

    grouped: Decimal | None
    pointed: Decimal | None
    mark: str = ""

    def readings(self) -> set[Decimal]:
        """Every value the text can stand for."""
        return {reading for reading in (self.grouped, self.pointed) if reading is not None}

    def in_doubt(self) -> bool:
        """Whether three digits follow the only mark: "1,500" as much as "1500,000", a slip of the finger."""
        return self.mark in (".", ",") and self.pointed is not None and self.pointed.as_tuple().exponent == -3

    def settled(self, decimal: str | None) -> Decimal | None:
        """The one reading, or the one that the decimal mark of the column picks, or None."""
        if not self.in_doubt():
            return self.pointed if self.grouped is None else self.grouped
        if decimal is None:
            return None
        return self.pointed if decimal == self.mark else self.grouped


def read_count(raw: Any, address: str) -> int | Problem | None:
    """People (or households, as the field says): whole, 0 or more. "N/A" and "-" are None, never 0."""
    if type(raw) is float and raw.is_integer() and 0 <= raw <= MOST_PEOPLE:
        return int(raw)
    number = _number(raw, address)
    return _whole(number, raw, address) if isinstance(number, Number) else number


def read_money(raw: Any, address: str, decimal: str | None = None) -> Decimal | Problem | None:
    """Money, 0 or more, in the unit of the currency column. `decimal` is the mark that the column settled."""
    amount = read_number(raw, address, decimal)
    if isinstance(amount, Decimal) and amount < 0:
        return problem("negative", raw, address)
    return amount


def read_number(
    raw: Any, address: str, decimal: str | None = None, most: Decimal = MOST_MONEY
) -> Decimal | Problem | None:
    """A figure of an indicator, in the indicator's own unit; it may be negative, and `most` large."""
    number = _number(raw, address)
    if not isinstance(number, Number):
        return number
    amount = number.settled(decimal)
    if amount is None:
        return problem("ambiguous-number", raw, address)
    return amount if abs(amount) <= most else problem("too-large", raw, address)


def read_whole(raw: Any, address: str, most: Decimal) -> int | Problem | None:
    """A whole number, `most` large, that may be negative: "1,234" and "1.234" are 1234, as it has no decimals."""
    number = _number(raw, address)
    if not isinstance(number, Number):
        return number
    value = number.grouped if number.grouped is not None else number.settled(None)
    if value is None:
        return problem("ambiguous-number", raw, address)
    if value != value.to_integral_value():
        return problem("whole-number", raw, address)
    return int(value) if abs(value) <= most else problem("too-large", raw, address)


def read_share(raw: Any, address: str, decimal: str | None = None) -> Decimal | Problem | None:
    """A share in per cent, 0 or more, with or without its sign."""
    return read_money(raw.strip().strip("%٪ ") if type(raw) is str else raw, address, decimal)


def read_decimal(raw: Any, address: str, low: float, high: float) -> float | Problem | None:
    """Degrees from `low` to `high`: -90 to 90 for a latitude, -180 to 180 for a longitude."""
    number = _number(raw, address)
    if not isinstance(number, Number):
        return number
    fitting = {float(reading) for reading in number.readings() if low <= reading <= high}
    return fitting.pop() if len(fitting) == 1 else problem("out-of-range", raw, address, low=low, high=high)


def parse(text: str) -> Number | None:
    """A number written as text, in any digits; None where it is none.

    >>> sorted(parse("1,234").readings())
    [Decimal('1.234'), Decimal('1234')]
    """
    bare = plain(text).translate(_MARKS)
    sign = -1 if bare.startswith("-") else 1
    bare = bare.removeprefix("-").removeprefix("+").strip()
    grouped, pointed = _GROUPED.fullmatch(bare), _PLAIN.fullmatch(bare)
    if grouped is None and pointed is None:
        return None
    return Number(
        sign * _of_digits(re.sub(r"[^0-9]", "", grouped[1]), grouped[3]) if grouped else None,
        sign * _of_digits(pointed[1], pointed[3]) if pointed else None,
        (pointed[2] or "") if pointed else "",
    )


def _number(raw: Any, address: str) -> Number | Problem | None:
    """Any raw value as a number, None where the cell says nothing."""
    if raw is None:
        return None
    if isinstance(raw, CellError):
        return failed(raw, address)
    if isinstance(raw, bool | date | time | timedelta):
        return problem("date-for-number", raw, address)
    if isinstance(raw, float):
        return Number(None, _shown(Decimal(repr(raw)))) if math.isfinite(raw) else problem("too-large", raw, address)
    if isinstance(raw, int):
        return Number(None, Decimal(raw))
    return _from_text(raw, address)


def _shown(value: Decimal) -> Decimal:
    """A number as spreadsheet programs show it: the 15 digits they keep, without zeros behind its mark."""
    shown = _AS_SHOWN.plus(value)
    if shown.is_zero() or abs(shown) >= _WHOLE_DIGITS:
        return shown
    return shown.quantize(Decimal(1)) if shown == shown.to_integral_value() else shown.normalize()


def _of_digits(whole: str, part: str | None) -> Decimal:
    """The number that digits write; more of them than a spreadsheet keeps are the dust of some reckoning."""
    value = Decimal(f"{whole}.{part or 0}")
    return _shown(value) if part and len(whole) + len(part) > _DIGITS else value


def _from_text(raw: Any, address: str) -> Number | Problem | None:
    text = plain(raw)
    if says_nothing(text):
        return None
    about = _ABOUT.search(text.casefold())
    return parse(text) or problem("approximate" if about else "not-a-number", raw, address)


def _whole(number: Number, raw: Any, address: str) -> int | Problem:
    """The count. People are whole, so "1.234" is 1234; "1500,000" stays in doubt."""
    value = number.grouped if number.grouped is not None else number.settled(None)
    if value is None:
        return problem("ambiguous-number", raw, address)
    if value < 0:
        return problem("negative", raw, address)
    if value != value.to_integral_value():
        return problem("not-whole", raw, address)
    return int(value) if value <= MOST_PEOPLE else problem("too-large", raw, address)


def decimal_mark(text: str) -> str | None:
    """The mark that can only be decimal in this text: "." in 1,234.50 and 1,234,567, "," in 12,50."""
    bare = plain(text).translate(_MARKS).removeprefix("-")
    grouped, pointed = _GROUPED.fullmatch(bare), _PLAIN.fullmatch(bare)
    if pointed:
        return pointed[2] if pointed[2] and len(pointed[3]) != 3 else None
    if grouped and grouped[2] in (".", ","):
        return "." if grouped[2] == "," else ","
    return None
