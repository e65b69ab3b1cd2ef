"""The month that a header names: "Reached Jan 2026", "01/2026 reached", "المستفيدون يناير ٢٠٢٦"."""

import re
from datetime import date
from typing import NamedTuple

from tansiq.exchange.values.months import months_in
from tansiq.exchange.values.text import plain
from tansiq.language.arabic import fold

_YEAR_FIRST = re.compile(
    r"(?<![\d/.\-])(20\d\d)[/.\-](1[0-2]|0?[1-9])(?:[/.\-](?:3[01]|[12]\d|0?[1-9])(?:T[\d:]+)?)?(?![\d/.\-])"
)
_MONTH_FIRST = re.compile(r"(?<![\d/.\-])(1[0-2]|0?[1-9])[/.\-](20\d\d)(?![\d/.\-])")
_SHORT_YEAR = re.compile(r"([^\W\d]+)\.?\s?[\-'’]\s?(\d\d)(?![\d/.\-])")
_YEAR = re.compile(r"20\d\d")
_FILLERS = frozenset(
    map(fold, ("as", "at", "by", "for", "of", "end", "until", "till", "up", "cumulative", "cumul", "cumulé", "cumulés",
               "fin", "jusqu", "jusque", "pour", "حتى", "لغاية", "نهاية", "لشهر", "شهر", "عام", "لعام", "سنة", "تراكمي",
               "تراكميا"))
)  # fmt: skip


class Month(NamedTuple):
    """A month of a header; `year` is None where the header does not tell it."""

    year: int | None
    month: int

    @property
    def first_day(self) -> date | None:
        """Its first day, where its year is known."""
        return date(self.year, self.month, 1) if self.year else None


def month_named(header: str) -> tuple[Month, str] | None:
    """The one month that a header names, and its words besides; None where it names none, or several.

    >>> month_named("Reached Jan-26")
    (Month(year=2026, month=1), 'reached')
    """
    text, told = _without_numbers(plain(header))
    months, rest = months_in(fold(_SHORT_YEAR.sub(_in_full, text)).split())
    years = {int(word) for word in rest if _YEAR.fullmatch(word)}
    named = {month for _year, month in told} | set(months)
    years |= {year for year, _month in told}
    if len(named) != 1 or len(years) > 1:
        return None
    words = [word for word in rest if not _YEAR.fullmatch(word) and word not in _FILLERS]
    return Month(next(iter(years), None), named.pop()), " ".join(words)


def is_month_alone(header: str) -> bool:
    """Whether a header says a month of a year and nothing else: "يناير 2026"."""
    named = month_named(header)
    return named is not None and not named[1] and named[0].year is not None


def _without_numbers(text: str) -> tuple[str, set[tuple[int, int]]]:
    """A text without its months in digits, and these as (year, month)."""
    told = {(int(year), int(month)) for year, month in _YEAR_FIRST.findall(text)}
    text = _YEAR_FIRST.sub(" ", text)
    told |= {(int(year), int(month)) for month, year in _MONTH_FIRST.findall(text)}
    return _MONTH_FIRST.sub(" ", text), told


def _in_full(found: re.Match[str]) -> str:
    """ "Jan-26" with the whole year; anything else as it was."""
    return f"{found[1]} 20{found[2]}" if months_in([fold(found[1])])[0] else found[0]
