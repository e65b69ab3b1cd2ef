"""Periods of cells: a month, a quarter, a year or a run of months, as its first and last day."""

import re
from datetime import date, datetime
from typing import Any, NamedTuple

from tansiq.exchange.values.cell_problems import failed, problem
from tansiq.exchange.values.dates import month_of, read_date, span
from tansiq.exchange.values.months import months_in
from tansiq.exchange.values.problems import CellError, Problem
from tansiq.exchange.values.text import plain, says_nothing
from tansiq.language.arabic import fold

_YEAR = re.compile(r"(?<!\d)(?:19[89]|20\d)\d(?!\d)")
_QUARTER = re.compile(
    r"(?:q|t|qtr|quarter|trimestre|trim|الربع)\s?([1-4])|([1-4])(?:st|nd|rd|th|er|e)? (?:quarter|trimestre)"
)
_FILLERS = frozenset(map(fold, ("to", "and", "from", "of", "au", "à", "et", "de", "من", "إلى", "حتى", "و", "شهر")))
_QUARTERS_AR = {fold(f"الربع {word}"): str(n) for n, word in enumerate(("الأول", "الثاني", "الثالث", "الرابع"), 1)}


class Period(NamedTuple):
    """First and last day, both included."""

    starts_on: date
    ends_on: date


def year_in(text: str) -> int | None:
    """The one year that the name of a sheet or file mentions ("3W January - April 2025"), or None."""
    years = {int(year) for year in _YEAR.findall(plain(text))}
    return years.pop() if len(years) == 1 else None


def days_told(values: dict[str, Any]) -> tuple[date | None, date | None]:
    """First and last day that the values of a row tell: its dates, else those of its period; None where unsaid."""
    starts_on, ends_on = values.get("starts_on"), values.get("ends_on")
    period = values.get("period")
    if starts_on is None and ends_on is None and isinstance(period, Period):
        return period
    return starts_on, ends_on


def read_period(raw: Any, address: str, year: int | None = None) -> Period | Problem | None:
    """The period a cell names. A month without a year takes `year`, and is a problem where that is None."""
    if raw is None:
        return None
    if isinstance(raw, CellError):
        return failed(raw, address)
    if isinstance(raw, date):
        return _of_day(raw.date() if isinstance(raw, datetime) else raw)
    text = plain(raw)
    if says_nothing(text):
        return None
    named = month_of(text)
    return Period(*span(*named)) if named else _of_text(text, raw, address, year)


def months_without_year(raw: Any) -> bool:
    """Whether a raw value names a month or a quarter, but no year."""
    return isinstance(raw, str) and bool(_months(plain(raw))) and not _YEAR.search(plain(raw))


def _of_day(day: date) -> Period:
    """Programs store "Jan 2026" as its first day, so the first of a month stands for the month."""
    return Period(*span(day.year, day.month)) if day.day == 1 else Period(day, day)


def _of_text(text: str, raw: Any, address: str, year: int | None) -> Period | Problem:
    months = _months(text)
    years = [int(found) for found in _YEAR.findall(text)] or ([year] if year else [])
    if months and not years:
        return problem("no-year", raw, address)
    if months and len(years) <= 2:
        first, last = span(years[0], months[0])[0], span(years[-1], months[-1])[1]
        return Period(first, last) if first <= last else problem("not-a-period", raw, address)
    day = read_date(text, address)
    return Period(day, day) if isinstance(day, date) else problem("not-a-period", raw, address)


def _months(text: str) -> list[int]:
    """The months of a text, first and last of a quarter; none where it also says what we do not know."""
    bare = fold(text)
    for words, number in _QUARTERS_AR.items():
        bare = bare.replace(words, f"q{number}")
    quarter = _QUARTER.search(bare)
    if quarter:
        last = int(quarter[1] or quarter[2]) * 3
        months, rest = [last - 2, last], bare.replace(quarter[0], " ").split()
    else:
        months, rest = months_in(bare.split())
    return months if all(word in _FILLERS or _YEAR.fullmatch(word) for word in rest) else []
