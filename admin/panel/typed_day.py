"""A day that somebody typed, in the Gregorian or the Hijri calendar: the one way in which pages read days.

Forms, filters of lists, coverage, overlaps and the history read days here, and show the day that they understood with
its month in words and the other calendar beside it.
"""

from dataclasses import dataclass
from datetime import date

from admin.words.formatting import day_text, hijri_text
from tansiq.exchange.values.dates import read_typed_day
from tansiq.exchange.values.problems import Problem

LONGEST = 60
"""Letters of a text that may name a day."""
_FOUR_DIGITS = 1000


@dataclass(frozen=True)
class TypedDay:
    """What was typed into a field for a day: the day, or what is wrong with it; neither where nothing was typed.

    `text` is what stands in the field from now on, `beside` the same day in the Hijri calendar.
    """

    day: date | None = None
    text: str = ""
    beside: str = ""
    wrong: str = ""

    @property
    def iso(self) -> str:
        """The day as addresses hold it; "" without one."""
        return self.day.isoformat() if self.day else ""


def typed_day(text: str) -> TypedDay:
    """Read a day; what cannot be read is told in a sentence."""
    text = text.replace("\x00", "").strip()[:LONGEST]
    found = read_typed_day(text)
    if isinstance(found, Problem):
        return TypedDay(text=text, wrong=str(found.sentence))
    return shown_day(found)


def shown_day(day: date | None) -> TypedDay:
    """A day as a field shows it."""
    if day is None:
        return TypedDay()
    # A year of fewer digits would be read as another one.
    return TypedDay(day, day_text(day) if day.year >= _FOUR_DIGITS else day.isoformat(), hijri_text(day))
