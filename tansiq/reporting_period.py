"""Periods that are reported on: months, quarters, half-years and years, each known by a short key.

period_of("QUARTER", date(2026, 2, 14)) -> 2026-Q1: from 1 January to 31 March 2026
"2026-03" month     "2026-Q1" quarter     "2026-H1" half-year     "2026" year
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Self

from tansiq.faults import Fault, Refused
from tansiq.language.spoken_days import Day
from tansiq.language.words import Sentence, say
from tansiq.period import Period

MONTHS: Mapping[str, int] = {"MONTH": 1, "QUARTER": 3, "HALF": 6, "YEAR": 12}
"""By code of PERIOD_TYPES: how many months such a period has."""
LONGEST_KEY = 7
FIRST_YEAR, LAST_YEAR = 1900, 2200
_YEAR_MONTHS = 12
_PATTERNS: Mapping[str, str] = {"MONTH": "MMMM y", "QUARTER": "QQQQ y", "YEAR": "y"}
_LETTERS: Mapping[str, str] = {"Q": "QUARTER", "H": "HALF"}
_KEY = re.compile(r"([0-9]{4})(?:-(?:([QH])([1-4])|(0[1-9]|1[0-2])))?")


@lru_cache(maxsize=4_096)
def _last_of_month(year: int, month: int) -> date:
    """Asked of each period as often as there are figures."""
    return date(year, month, monthrange(year, month)[1])


@dataclass(frozen=True, order=True)
class ReportingPeriod:
    """One period of a `period_type`: the `number`-th of its year, counted from 1."""

    year: int
    number: int
    period_type: str

    @property
    def begins(self) -> date:
        """Its first day."""
        return date(self.year, (self.number - 1) * MONTHS[self.period_type] + 1, 1)

    @property
    def ends(self) -> date:
        """Its last day."""
        return _last_of_month(self.year, self.number * MONTHS[self.period_type])

    @property
    def days(self) -> Period:
        """From its first day to its last."""
        return Period(self.begins, self.ends)

    @property
    def key(self) -> str:
        """What it is stored and asked for by; keys of one type stand in the order of time."""
        if self.period_type == "YEAR":
            return f"{self.year:04}"
        if self.period_type == "MONTH":
            return f"{self.year:04}-{self.number:02}"
        letter = next(letter for letter, kind in _LETTERS.items() if kind == self.period_type)
        return f"{self.year:04}-{letter}{self.number}"

    @property
    def name(self) -> Sentence | Day:
        """What it is called, in the language of whoever reads it: "March 2026", "1st quarter 2026"."""
        if self.period_type == "HALF":
            year = f"{self.year:04}"
            return (
                say("First half of %(year)s", year=year)
                if self.number == 1
                else say("Second half of %(year)s", year=year)
            )
        return Day(self.begins, _PATTERNS[self.period_type])

    def after(self, count: int = 1) -> Self:
        """The period so many later; earlier where `count` is negative."""
        in_year = _YEAR_MONTHS // MONTHS[self.period_type]
        year, place = divmod(self.year * in_year + self.number - 1 + count, in_year)
        return type(self)(year, place + 1, self.period_type)


def period_of(period_type: str, day: date) -> ReportingPeriod:
    """The period of a type in which a day lies."""
    return ReportingPeriod(day.year, (day.month - 1) // MONTHS[period_type] + 1, period_type)


def period_named(key: object) -> ReportingPeriod:
    """The period of a key. Raises Refused(UNKNOWN_PERIOD) where that is none."""
    told = "" if key is None else str(key)
    found = _KEY.fullmatch(told.strip().upper()) if len(told) <= 2 * LONGEST_KEY else None
    if found is not None:
        year, letter, place, month = found.groups()
        period_type = _LETTERS.get(letter, "MONTH" if month else "YEAR")
        number = int(place or month or 1)
        if FIRST_YEAR <= int(year) <= LAST_YEAR and number * MONTHS[period_type] <= _YEAR_MONTHS:
            return ReportingPeriod(int(year), number, period_type)
    text = say("“%(period)s” is no period. Give one such as 2026-03, 2026-Q1, 2026-H1 or 2026.", period=told[:20])
    raise Refused(Fault("UNKNOWN_PERIOD", "period", text))


def periods_between(period_type: str, first: date, last: date) -> Iterator[ReportingPeriod]:
    """The periods of a type that end on one of these days, the earliest first; none where the days are reversed."""
    period = period_of(period_type, first)
    while period.ends <= last:
        yield period
        period = period.after()
