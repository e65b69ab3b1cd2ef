"""Days and numbers as they are written, kept for a while: a page writes hundreds, and its next reader the same ones.

They depend on the language alone, which is part of what each is kept under; nothing of who reads is in them.
"""

from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from babel.dates import format_date
from babel.numbers import format_decimal
from hijridate import Gregorian

MOST = 4_096
"""Of each kind, some 200 bytes apiece."""


@lru_cache(maxsize=MOST)
def grouped(digits: str, language: str) -> str:
    """A number, written with digits, with separators of thousands."""
    return format_decimal(Decimal(digits), locale=language)


@lru_cache(maxsize=MOST)
def day_in_words(day: date, language: str) -> str:
    """A Gregorian day."""
    return format_date(day, "d MMMM y", locale=language)


@lru_cache(maxsize=MOST)
def hijri_in_words(year: int, month: int, day: int, language: Literal["ar", "en"]) -> str:
    """The Hijri date of a Gregorian day by Umm al-Qura; "" outside of 1924-2077, which the tables cover."""
    try:
        found = Gregorian(year, month, day).to_hijri()
    except OverflowError:
        return ""
    return f"{found.day} {found.month_name(language)} {found.year} {found.notation(language)}"
