"""What columns keep, told alike for both databases: type, range, finiteness, digits, length and signs of every value.

    row --> Record.wrong() --> column_faults(table, values) --> Fault(code, column, what is allowed)

A column says itself what it keeps: a CharField its letters, a DecimalField its digits, an IntegerField 32 bits;
`Record.bounds` narrows that to what makes sense. SQLite keeps whatever it is given and PostgreSQL refuses some of it
with an error of its own: what one of them cannot keep as it was given, neither is given.
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from textwrap import shorten
from typing import Any

from peewee import (
    AutoField,
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    DecimalField,
    Field,
    FloatField,
    ForeignKeyField,
    IntegerField,
    Model,
    TextField,
)

from tansiq.faults import Fault
from tansiq.language.words import Sentence, say
from tansiq.models.extra import ExtraField

Bounds = tuple[Any, Any]
"""The least and the most that a number or a day may be; both are allowed."""

LARGEST = 2**31 - 1
"""The largest whole number of an ordinary column, and the highest id."""
LARGEST_WIDE = 2**63 - 1
EXACT = 2**53  # From here on programs that read JSON take whole numbers for their neighbours.
PEOPLE: Bounds = (0, LARGEST)  # What a count of persons or households may be.
MONEY: Bounds = (0, Decimal(10) ** 14)
DEGREES: dict[str, Bounds] = {"latitude": (-90, 90), "longitude": (-180, 180)}
DAYS: Bounds = (date(1000, 1, 1), date(2999, 12, 31))
"""Days between which the field has dates: a slip of the finger such as 20260 or 0026 lies outside."""
LONGEST_TEXT = 20_000  # Letters of a text of several lines.
LONGEST_CELL, MOST_DIGITS = 81, 15
"""Letters of two codes with a space; digits of a number with decimals that SQLite gives back as it was given."""

COMPARABLE = frozenset({"TOO_LONG", "OUT_OF_RANGE", "NEGATIVE", "TOO_PRECISE"})
"""Codes of faults that leave a value to be compared and looked up: the rules of its row are asked beside them."""

# What PostgreSQL refuses in a text: the character zero, and halves of a character.
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")

Check = Callable[[Any], tuple[str, Sentence] | None]
"""Tells the code and the sentence of what is wrong with a value that is not None."""


def column_faults(table: type[Model], values: Mapping[str, Any]) -> Iterator[Fault]:
    """What keeps the columns of `table` from holding these values, by name of the column; other names are passed over.

    A column that may be empty holds None; every other one tells MISSING, as does one that wants a text and is blank.
    Further codes: INVALID (of another type), NOT_FINITE, TOO_PRECISE, NEGATIVE, OUT_OF_RANGE, TOO_LONG,
    BAD_CHARACTER, NOT_FOUND (a reference that no row can have).
    """
    columns = _columns(table)
    for name, value in values.items():
        if (found := columns.get(name)) is None:
            continue
        column, check, is_wanted = found
        if value is None:
            wrong = None if column.null else _MISSING
        else:
            wrong = check(value) or (_MISSING if is_wanted and isinstance(value, str) and not value.strip() else None)
        if wrong:
            yield Fault(wrong[0], name, wrong[1])


def text_fault(field: str, text: str, most: int) -> Fault | None:
    """What keeps a text that is no column of a record from being stored, at most `most` letters long."""
    found = _text(text, most)
    return Fault(found[0], field, found[1]) if found else None


def check_of(column: "Field[Any]", bounds: Bounds | None = None) -> Check:
    """What tells whether this column keeps a value. Raises StopIteration for a kind of column that nobody fills."""
    return next(make for kind, make in _CHECKS.items() if isinstance(column, kind))(column, bounds)


@lru_cache(maxsize=256)
def _columns(table: type[Model]) -> dict[str, tuple["Field[Any]", Check, bool]]:
    """The columns that people and programs fill, each with its check, and whether a text of it has to be given: it has
    no default and may not be empty."""
    bounds: Mapping[str, Bounds] = getattr(table, "bounds", {})
    found = {}
    for column in table._meta.sorted_fields:
        make = next((make for kind, make in _CHECKS.items() if isinstance(column, kind)), None)
        if make is not None and not isinstance(column, AutoField):
            is_wanted = column.default is None and not column.null
            found[column.name] = (column, make(column, bounds.get(column.name)), is_wanted)
    return found


def is_row_id(value: object) -> bool:
    """Whether a row could have this id."""
    return type(value) is int and 1 <= value <= LARGEST


def _reference(_column: Any, _bounds: Bounds | None) -> Check:
    def check(value: Any) -> tuple[str, Sentence] | None:
        if value == "":
            return _MISSING
        return None if is_row_id(value) else ("NOT_FOUND", say("There is no such record."))

    return check


def _yes_or_no(_column: Any, _bounds: Bounds | None) -> Check:
    # A signalling NaN refuses even to be compared.
    return lambda value: (
        None if type(value) in (bool, int) and value in (0, 1) else ("INVALID", say("Answer with yes or no."))
    )


def _whole(column: Any, bounds: Bounds | None) -> Check:
    largest = LARGEST_WIDE if isinstance(column, BigIntegerField) else LARGEST
    least, most = bounds or (-largest - 1, largest)

    def check(value: Any) -> tuple[str, Sentence] | None:
        if not isinstance(value, int):
            return "INVALID", say("“%(given)s” is not a whole number.", given=_shown(value))
        return _out_of_range(value, least, most)

    return check


def _decimal(column: Any, bounds: Bounds | None) -> Check:
    largest = Decimal(10) ** (column.max_digits - column.decimal_places) - Decimal(10) ** -column.decimal_places
    least, most = bounds or (-largest, largest)

    def check(value: Any) -> tuple[str, Sentence] | None:
        if isinstance(value, bool) or not isinstance(value, Decimal | int | float):
            return "INVALID", say("“%(given)s” is not a number.", given=_shown(value))
        if not _is_finite(value):
            return _NOT_FINITE
        return _out_of_range(value, least, min(most, largest)) or _too_precise(value, column.decimal_places)

    return check


def _float(_column: Any, bounds: Bounds | None) -> Check:
    least, most = bounds or (-(10.0**15), 10.0**15)

    def check(value: Any) -> tuple[str, Sentence] | None:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return "INVALID", say("“%(given)s” is not a number.", given=_shown(value))
        if not _is_finite(value):
            return _NOT_FINITE
        return _out_of_range(value, least, most)

    return check


def _day(_column: Any, bounds: Bounds | None) -> Check:
    least, most = bounds or DAYS

    def check(value: Any) -> tuple[str, Sentence] | None:
        if type(value) is not date:
            return "INVALID", say("“%(given)s” is not a date.", given=_shown(value))
        return _out_of_range(value, least, most)

    return check


def _moment(_column: Any, bounds: Bounds | None) -> Check:
    least, most = bounds or DAYS

    def check(value: Any) -> tuple[str, Sentence] | None:
        if not isinstance(value, datetime) or value.tzinfo is not None:
            return "INVALID", say("“%(given)s” is not a date.", given=_shown(value))
        return _out_of_range(value.date(), least, most)

    return check


def _words(column: Any, _bounds: Bounds | None) -> Check:
    most = column.max_length if isinstance(column, CharField) else LONGEST_TEXT

    def check(value: Any) -> tuple[str, Sentence] | None:
        if not isinstance(value, str):
            return "INVALID", say("“%(given)s” is no text.", given=_shown(value))
        return _text(value, most)

    return check


def _text(value: str, most: int) -> tuple[str, Sentence] | None:
    if len(value) > most:
        text = say("At most %(most)s letters fit here; this has %(found)s.", most=most, found=len(value))
        return "TOO_LONG", text
    if bad := _UNWRITABLE.search(value):
        sign = f"U+{ord(bad[0]):04X}"
        text = say("Letter %(place)s is a sign that cannot be written (%(sign)s). Type the text anew.",
                   place=bad.start() + 1, sign=sign)  # fmt: skip
        return "BAD_CHARACTER", text
    return None


def _extra(_column: Any, _bounds: Bounds | None) -> Check:
    """What each own field keeps is asked where the fields are known; here, that JSON can keep all of it."""

    def check(value: Any) -> tuple[str, Sentence] | None:
        if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
            return "INVALID", say("Own fields are given by their numbers.")
        return next(filter(None, map(_unkept, value.values())), None)

    return check


def _unkept_cells(cells: dict[Any, Any]) -> tuple[str, Sentence] | None:
    """The figures of an item that is broken down, by the codes of answers."""
    are_named = all(isinstance(key, str) and len(key) <= LONGEST_CELL and not _UNWRITABLE.search(key) for key in cells)
    if not are_named or any(isinstance(value, dict | list | tuple) for value in cells.values()):
        return "INVALID", say("Give a figure for each of the answers by which it is broken down.")
    return next(filter(None, map(_unkept, cells.values())), None)


def _unkept(value: Any) -> tuple[str, Sentence] | None:
    """What is wrong with a value, or with a part of it, whichever field it is of."""
    if isinstance(value, dict):
        return _unkept_cells(value)
    if isinstance(value, list | tuple):
        return next(filter(None, map(_unkept, value)), None)
    if isinstance(value, str):
        return _text(value, LONGEST_TEXT)
    if isinstance(value, bool) or (isinstance(value, int) and abs(value) < EXACT):
        return None
    if isinstance(value, float):
        return None if math.isfinite(value) else _NOT_FINITE
    return "INVALID", say("“%(given)s” cannot be kept.", given=_shown(value))


def _is_finite(value: Decimal | float) -> bool:
    # Whole numbers always are; one of hundreds of digits could not even be made a float.
    return value.is_finite() if isinstance(value, Decimal) else isinstance(value, int) or math.isfinite(value)


def _out_of_range(value: Any, least: Any, most: Any) -> tuple[str, Sentence] | None:
    if least <= value <= most:
        return None
    if value < least == 0:
        return "NEGATIVE", say("This number cannot be below zero.")
    if isinstance(least, date):
        return "OUT_OF_RANGE", say("Give a day from %(least)s to %(most)s.", least=str(least), most=str(most))
    return "OUT_OF_RANGE", say("Give a number from %(least)s to %(most)s.", least=least, most=most)


def _too_precise(value: Any, places: int) -> tuple[str, Sentence] | None:
    """Numbers are compared as they are written: the float .1 has one decimal."""
    number = Decimal(str(value)).normalize()
    _, digits, exponent = number.as_tuple()
    if -int(exponent) > places:
        text = say("At most %(most)s decimals fit here; this has %(found)s.", most=places, found=-int(exponent))
        return "TOO_PRECISE", text
    if len(digits) > MOST_DIGITS:
        text = say("At most %(most)s digits fit here; this has %(found)s.", most=MOST_DIGITS, found=len(digits))
        return "TOO_PRECISE", text
    return None


def _shown(value: Any) -> str:
    """The beginning of a value; of a number too long to be written out, nothing but its kind."""
    try:
        return shorten(_UNWRITABLE.sub("", str(value)), 40, placeholder="…")
    except ValueError:
        return type(value).__name__


_MISSING = ("MISSING", say("This field is required."))
_NOT_FINITE = ("NOT_FINITE", say("Give a number that can be counted: this one has no end or is none."))

_CHECKS: dict[type["Field[Any]"], Callable[[Any, Bounds | None], Check]] = {
    ForeignKeyField: _reference,
    BooleanField: _yes_or_no,
    IntegerField: _whole,
    DecimalField: _decimal,
    FloatField: _float,
    DateTimeField: _moment,
    DateField: _day,
    CharField: _words,
    TextField: _words,
    ExtraField: _extra,
}
"""By kind of column, the narrower ones first. AutoField and BigAutoField are written by the database."""
