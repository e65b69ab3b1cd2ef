"""Periods of cells: a month, a quarter, a half-year, a year or a run of months, as its first and last day."""

import re
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from tansiq.exchange.values.cell_problems import failed, problem
from tansiq.exchange.values.dates import month_of, read_date, span
from tansiq.exchange.values.months import months_in
from tansiq.exchange.values.problems import CellError, Problem
from tansiq.exchange.values.text import plain, says_nothing
from tansiq.language.arabic import fold

Unit = Literal["month", "quarter", "half_year"]
"""What a bare number counts in its column: 12 is December, or no quarter at all."""

_YEAR = re.compile(r"(?<!\d)(?:19[89]|20\d)\d(?!\d)")
_FILLERS = frozenset(
    map(fold, ("to", "and", "from", "of", "the", "year", "au", "à", "et", "de", "du", "l", "année", "من", "إلى", "حتى",
               "و", "شهر", "سنة", "السنة", "عام", "العام", "لعام", "لسنة"))
)  # fmt: skip
_LENGTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "half_year": 6}
_UNITS: dict[Unit, str] = {
    "quarter": "q|t|qtr|quarter|trimestre|trim|الربع|ربع",
    "half_year": "h|s|half|semester|semestre|النصف|نصف",
}
_ORDINALS = {
    fold(word): number
    for number, words in enumerate(
        (
            "1|1st|1er|first|premier|الأول|أول",
            "2|2nd|2e|2eme|second|deuxième|الثاني|ثاني|ثان",
            "3|3rd|3e|3eme|third|troisième|الثالث|ثالث",
            "4|4th|4e|4eme|fourth|quatrième|الرابع|رابع",
        ),
        1,
    )
    for word in words.split("|")
}
_NUMBER = "|".join(sorted(_ORDINALS, key=len, reverse=True))
_PARTS: dict[Unit, re.Pattern[str]] = {
    unit: re.compile(rf"\b(?:(?:{words})\s?({_NUMBER})|({_NUMBER}) (?:{words}))\b") for unit, words in _UNITS.items()
}
_NUMBERED_MONTH = re.compile(r"(?:m|month|mois|الشهر|شهر)?\s?(\d{1,2})")
_MONTHS_NUMBER = re.compile(r"^\d{1,2}\s*[-–.):]\s*(?=[^\W\d])")  # "12 - December"


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


def read_period(raw: Any, address: str, year: int | None = None, unit: Unit | None = None) -> Period | Problem | None:
    """The period a cell names. A month without a year takes `year`, and is a problem where that is None; a bare
    number is one of the `unit` of its column.
    """
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
    return Period(*span(*named)) if named else _of_text(text, raw, address, (year, unit))


def read_year(raw: Any, address: str) -> Period | Problem | None:
    """The year, or the first and the last of several, of a cell of a column of years."""
    if raw is None:
        return None
    if isinstance(raw, CellError):
        return failed(raw, address)
    if isinstance(raw, date):
        return Period(*span(raw.year, 0))
    text = plain(raw)
    if says_nothing(text):
        return None
    years = [int(found) for found in _YEAR.findall(text)]
    if _months(text, None) or not years:
        return read_period(raw, address)
    return Period(span(min(years), 0)[0], span(max(years), 0)[1])


def year_told(raw: Any) -> int | None:
    """The one year that a cell tells, whatever else it says."""
    if isinstance(raw, date):
        return raw.year
    return None if raw is None or isinstance(raw, CellError) else year_in(str(raw))


def months_without_year(raw: Any, unit: Unit | None = None) -> bool:
    """Whether a raw value names a month, a quarter or a half-year, but no year."""
    if raw is None or isinstance(raw, date | CellError):
        return False
    return bool(_months(plain(raw), unit)) and not _YEAR.search(plain(raw))


def _of_day(day: date) -> Period:
    """Programs store "Jan 2026" as its first day, so the first of a month stands for the month."""
    return Period(*span(day.year, day.month)) if day.day == 1 else Period(day, day)


def _of_text(text: str, raw: Any, address: str, known: tuple[int | None, Unit | None]) -> Period | Problem:
    year, unit = known
    months = _months(text, unit)
    years = [int(found) for found in _YEAR.findall(text)] or ([year] if year else [])
    if months and not years:
        return problem("no-year", raw, address)
    if months and len(years) <= 2:
        first, last = span(years[0], months[0])[0], span(years[-1], months[-1])[1]
        return Period(first, last) if first <= last else problem("not-a-period", raw, address)
    day = read_date(text, address)
    return Period(day, day) if isinstance(day, date) else problem("not-a-period", raw, address)


def _months(text: str, unit: Unit | None) -> list[int]:
    """The months of a text, first and last of a quarter; none where it also says what we do not know."""
    if unit:
        counted = _counted(text, unit)
        if counted:
            return counted
        text = _MONTHS_NUMBER.sub("", text)
    bare = fold(text)
    for part, pattern in _PARTS.items():
        found = [_ORDINALS[one or other] for one, other in pattern.findall(bare)]
        if found:
            rest = pattern.sub(" ", bare).split()
            return _spanned(min(found), max(found), part) if _says_no_more(rest) else []
    months, rest = months_in(bare.split())
    return months if _says_no_more(rest) else []


def _counted(text: str, unit: Unit) -> list[int]:
    """The months of a bare number in a column of that unit."""
    found = _NUMBERED_MONTH.fullmatch(fold(text)) if unit == "month" else re.fullmatch(r"(\d)", text)
    return _spanned(int(found[1]), int(found[1]), unit) if found else []


def _spanned(first: int, last: int, unit: Unit) -> list[int]:
    """The first and the last month of the parts of a year from `first` to `last`; none where a year has fewer."""
    length = _LENGTHS[unit]
    return [(first - 1) * length + 1, last * length] if first >= 1 and last * length <= 12 else []


def _says_no_more(rest: list[str]) -> bool:
    return all(word in _FILLERS or _YEAR.fullmatch(word) for word in rest)
