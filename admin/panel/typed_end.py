"""What people type for one end of a range: a number, a day or a month, in any digits, days in either calendar."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from admin.panel.inputs import in_doubt
from admin.panel.typed_day import typed_day
from admin.panel.typed_month import month_in
from admin.words.formatting import day_text, number_text
from admin.words.own_values import month_text
from tansiq.exchange.values.numbers import parse
from tansiq.language.words import gettext

_MOST = Decimal(10) ** 20
_IN_DOUBT = -3
"""Three decimals alone could be thousands."""


@dataclass(frozen=True)
class TypedEnd:
    """What was typed into the field for one end: its value, how the address and the field spell it, what stands
    beside it, how it reads; or what is wrong with it."""

    value: Any = None
    spelled: str = ""
    text: str = ""
    beside: str = ""
    said: str = ""
    wrong: str = ""


def number_end(text: str) -> TypedEnd:
    """A number, as a Decimal."""
    number = parse(text)
    if number is None:
        return TypedEnd(text=text, wrong=gettext("“%(given)s” is not a number.", given=text))
    value = number.settled(None)
    if value is None:
        return TypedEnd(text=text, wrong=in_doubt())
    if abs(value) >= _MOST:
        return TypedEnd(text=text, wrong=gettext("This number is too large."))
    value = value.normalize()
    spelled = f"{value:f}{'0' if value.as_tuple().exponent == _IN_DOUBT else ''}"
    return TypedEnd(value, spelled, spelled, said=number_text(value))


def day_end(text: str) -> TypedEnd:
    """A day, as a date."""
    found = typed_day(text)
    if found.day is None:
        return TypedEnd(text=found.text, wrong=found.wrong)
    return TypedEnd(found.day, found.iso, found.text, found.beside, day_text(found.day))


def month_end(text: str) -> TypedEnd:
    """A month, as "2026-03"."""
    month = month_in(text)
    if month is None:
        return TypedEnd(text=text, wrong=gettext("Give a month, such as 2026-03."))
    return TypedEnd(month, month, month, said=month_text(month))


END_OF_KIND: Mapping[str, Callable[[str], TypedEnd]] = {
    "number": number_end,
    "day": day_end,
    "month": month_end,
}
"""By kind of value: what a text means as one end."""
