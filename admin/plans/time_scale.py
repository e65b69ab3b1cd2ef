"""Days as places across a drawing: the earliest where reading begins, so that time runs with the writing.

begin ... end --> 0 ... 100 hundredths of the width, counted from the left; in Arabic the first day is at the right
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_skeleton

from tansiq.language.words import direction, spoken_locale

MOST_TICKS = 6
"""Days that the scale names: as many as find room on a telephone."""
STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600)
"""Months between two named days."""
EDGE = 6
"""Hundredths at both ends in which nothing is named, as it would be cut."""


@dataclass(frozen=True)
class Tick:
    """A day that the scale names: its place in hundredths from the left, and its name, "" where it finds no room."""

    x: float
    text: str


@dataclass(frozen=True)
class TimeScale:
    """The days from `begin` to the end of `end`."""

    begin: date
    end: date

    def place(self, day: date) -> float:
        """Where the beginning of a day stands, in hundredths from the left; days outside stand at the ends."""
        whole = (self.end - self.begin).days + 1
        along = min(max((day - self.begin).days, 0), whole) / whole * 100
        return round(100 - along if direction() == "rtl" else along, 2)

    def span(self, first: date, last: date) -> tuple[float, float]:
        """(place from the left, width) of the days from the first to the end of the last, in hundredths."""
        ends = sorted((self.place(first), self.place(_after(last))))
        return ends[0], round(ends[1] - ends[0], 2)

    def part(self, first: date, last: date, share: float) -> tuple[float, float]:
        """The same of the earliest `share` (0 to 1) of these days, as far as they lie on the scale."""
        x, width = self.span(first, last)
        own = round(width * share, 2)
        return (round(x + width - own, 2) if direction() == "rtl" else x), own

    def holds(self, day: date) -> bool:
        """Whether a day lies on the scale."""
        return self.begin <= day <= self.end

    def ticks(self) -> list[Tick]:
        """The beginnings of months or of years on the scale, a few of them named."""
        months = (self.end.year - self.begin.year) * 12 + self.end.month - self.begin.month + 1
        step = next((step for step in STEPS if months / step <= MOST_TICKS), STEPS[-1])
        return [self._tick(day, step) for day in _months(self.begin, self.end, step)]

    def _tick(self, day: date, step: int) -> Tick:
        x = self.place(day)
        text = str(format_skeleton("y" if step >= 12 else "yMMM", day, locale=spoken_locale()))
        return Tick(x, text if EDGE <= x <= 100 - EDGE else "")


def _months(begin: date, end: date, step: int) -> Iterator[date]:
    """The first days of every `step`th month, counted from a January, after `begin` and until `end`."""
    month = begin.year * 12 + begin.month - 1
    month += -month % step
    while month // 12 <= date.max.year and (day := date(month // 12, month % 12 + 1, 1)) <= end:
        if day > begin:
            yield day
        month += step


def _after(day: date) -> date:
    return day if day == date.max else day + timedelta(days=1)
