"""Interventions on one line of time: where their bars lie, from the beginning of writing to its end.

A  ████████████
B        ████████████>       an open end runs on to the edge
         [common]  |today
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from tansiq.duplication.overlap import Overlap
from tansiq.language.words import direction
from tansiq.models import Intervention
from tansiq.platform import clock


class Bar(NamedTuple):
    """Where a bar begins and how long it is, in hundredths of the whole, counted from the left."""

    x: float
    width: float


@dataclass(frozen=True)
class Timeline:
    """The bars of both, the days in common, and today where it lies within the span; first and last day of it."""

    first: Bar
    second: Bar
    common: Bar | None
    today: float | None
    begins: date
    ends: date


@dataclass(frozen=True)
class LineOfMany:
    """The bars of several, None for one without a start; the days in common, today, first and last day as above."""

    bars: list[Bar | None]
    common: Bar | None
    today: float | None
    begins: date
    ends: date


def timeline(first: Intervention, second: Intervention, overlap: Overlap | None) -> Timeline | None:
    """The line of time of a pair, mirrored where the page is written from right to left; None without any start."""
    found = line_of_many((first, second), (overlap.overlaps_from, overlap.overlaps_to) if overlap else None)
    one, other = found.bars if found else (None, None)
    if found is None or one is None or other is None:
        return None
    return Timeline(one, other, found.common, found.today, found.begins, found.ends)


def line_of_many(rows: Sequence[Intervention], common: tuple[date, date | None] | None) -> LineOfMany | None:
    """The same of several; `common` are the days on which some of them are at work at once."""
    days = [day for row in rows for day in (row.starts_on, row.ends_on) if day]
    if not any(row.starts_on for row in rows):
        return None
    today, is_open = clock.today(), any(row.ends_on is None for row in rows)
    begins, ends = min(days), max([*days, today] if is_open else days)
    scale = _Scale(begins, _a_little_later(begins, ends) if is_open else ends)
    bars = [scale.bar(row.starts_on, row.ends_on) if row.starts_on else None for row in rows]
    return LineOfMany(bars, scale.bar(*common) if common else None, scale.place(today), begins, scale.ends)


def _a_little_later(begins: date, ends: date) -> date:
    """The edge to which open ends run, as far beyond the last day as can be seen."""
    return ends + timedelta(days=min(max(1, (ends - begins).days // 12), (date.max - ends).days))


class _Scale(NamedTuple):
    begins: date
    ends: date

    @property
    def _days(self) -> int:
        return (self.ends - self.begins).days + 1

    def bar(self, begins: date, ends: date | None) -> Bar:
        """The bar of a span of days, both included; an open end runs to the edge."""
        start, stop = (begins - self.begins).days, ((ends or self.ends) - self.begins).days + 1
        x, width = 100 * start / self._days, max(100 * (stop - start) / self._days, 0.8)
        return Bar(*_rounded(100 - x - width if direction() == "rtl" else x, width))

    def place(self, day: date) -> float | None:
        """The middle of a day, if it lies on the line."""
        if not self.begins <= day <= self.ends:
            return None
        x = 100 * ((day - self.begins).days + 0.5) / self._days
        return next(iter(_rounded(100 - x if direction() == "rtl" else x)))


def _rounded(*values: float) -> Iterable[float]:
    return (round(min(max(value, 0), 100), 2) for value in values)
