"""What rows keep under the number of a field, read as its type has it today.

A field that became a wider one keeps what was entered before: 40 under a text is "40", "WELL" under several answers
is ["WELL"]. What no form ever wrote there, as a number under a day, is not known.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from tansiq.expressions.literals import is_day, is_month
from tansiq.language.field_vocabulary import FILES
from tansiq.models.column_values import DEGREES, EXACT, is_row_id
from tansiq.models.field_definition import FieldDefinition


def taken(one: FieldDefinition, kept: object) -> Any:
    """The value of a field, None where nothing is kept or something that its type does not have.

    Numbers are as JSON has them, days and months ISO texts, answers their code or codes, references ids, points two
    degrees; of an item that is broken down it is what its cells come to.
    """
    if isinstance(kept, dict):
        # Cells stand in items that are broken down alone.
        return total_of(kept) if one.breakdown_id is not None else None
    return None if kept is None else _TAKEN.get(one.value_type, _text)(kept)


def _number(kept: object) -> int | float | None:
    """A number that a form may have written: no larger than programs that read JSON take for what it is."""
    if not isinstance(kept, int | float) or isinstance(kept, bool):
        return None
    return kept if abs(kept) < EXACT else None


def total_of(cells: Mapping[str, object]) -> int | float | None:
    """What the cells of an item that is broken down come to together; None where none of them is known."""
    known = [number for number in map(_number, cells.values()) if number is not None]
    return _sum(tuple(known)) if known else None


@lru_cache(maxsize=4_096)
def _sum(known: tuple[int | float, ...]) -> int | float:
    """Several numbers together. Whoever opens or saves a report asks this more than once of each of its items."""
    # Tenths are added as people add them, and not as binary fractions.
    total = sum(map(Decimal, map(str, known)))
    return int(total) if total == int(total) else float(total)


def _whole(kept: object) -> int | None:
    number = _number(kept)
    return int(number) if number is not None and number == int(number) else None


def _text(kept: object) -> str | None:
    """A text; a number as it was typed before its field became a text."""
    number = _number(kept)
    if number is None:
        return kept if isinstance(kept, str) else None
    return str(int(number) if number == int(number) else number)


def _codes(kept: object) -> list[str] | None:
    codes = [kept] if isinstance(kept, str) else kept
    return codes if isinstance(codes, list) and codes and all(isinstance(code, str) for code in codes) else None


def _point(kept: object) -> list[int | float] | None:
    degrees = [_number(part) for part in kept] if isinstance(kept, list) and len(kept) == len(DEGREES) else []
    found = [degree for degree in degrees if degree is not None]
    return found if len(found) == len(DEGREES) else None


_TAKEN: Mapping[str, Callable[[object], Any]] = {
    "WHOLE": _whole,
    "NUMBER": _number,
    "YES_NO": lambda kept: kept if isinstance(kept, bool) else None,
    "DAY": lambda kept: kept if is_day(kept) else None,
    "MONTH": lambda kept: kept if is_month(kept) else None,
    "CHOICE": lambda kept: kept if isinstance(kept, str) else None,
    "CHOICES": _codes,
    "REFERENCE": lambda kept: kept if is_row_id(kept) else None,
    "POINT": _point,
    **dict.fromkeys(FILES, lambda kept: kept if is_row_id(kept) else None),
}
"""By type of field; all others hold texts."""
