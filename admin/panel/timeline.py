"""Two interventions on one line of time: where their bars lie, from the beginning of writing to its end.

A  ████████████
B        ████████████>       an open end runs on to the edge
         [common]  |today
"""

from collections.abc import Iterable
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


def timeline(first: Intervention, second: Intervention, overlap: Overlap | None) -> Timeline | None:
    """The line of time of a pair, mirrored where the page is written from right to left; None without any start."""
    days = [day for row in (first, second) for day in (row.starts_on, row.ends_on) if day]
    if first.starts_on is None or second.starts_on is None:
        return None
    today, is_open = clock.today(), not (first.ends_on and second.ends_on)
    begins, ends = min(days), max([*days, today] if is_open else days)
    scale = _Scale(begins, _a_little_later(begins, ends) if is_open else ends)
    common = scale.bar(overlap.overlaps_from, overlap.overlaps_to) if overlap else None
    one, other = scale.bar(first.starts_on, first.ends_on), scale.bar(second.starts_on, second.ends_on)
    return Timeline(one, other, common, scale.place(today), begins, scale.ends)


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
