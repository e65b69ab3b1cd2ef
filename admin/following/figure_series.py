"""Figures over time, drawn on the server: one large line of a place, small ones of the others on a scale of their own.

    4,200 |   o---o       o--(o)       a gap is a gap; a ring is a figure in which reports are missing
        0 |_________________________

In Arabic time runs from right to left, as the table below it does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from admin.following.asked_figures import AskedFigures
from admin.following.figure_jumps import Place
from admin.following.figures_table import ALL, column_name, reports_text
from admin.words.formatting import number_text
from admin.words.naming import name_of
from tansiq.language.words import direction, gettext

MOST_SMALL = 24
"""Places that are drawn small; the table has the others."""
TOP, FLOOR = 12, 138
"""Where the highest and the lowest number stand, in pixels from above."""


@dataclass(frozen=True)
class Point:
    """A figure: how far from the left in hundredths and from above in pixels, whether all reports are in it, in words;
    `place` counts the periods."""

    place: int
    x: float
    y: float
    is_whole: bool
    text: str


@dataclass(frozen=True)
class Line:
    """The figures of one place over the periods, between the lowest and the highest number of its scale; `last` is the
    latest in words, "" where none is known. `address` shows this one large, "" for the large one itself."""

    name: str
    points: Sequence[Point]
    ends: tuple[str, str]
    last: str
    address: str

    @property
    def pieces(self) -> Iterator[tuple[Point, Point]]:
        """Neighbours between which no period is missing."""
        return ((one, other) for one, other in pairwise(self.points) if other.place == one.place + 1)


@dataclass(frozen=True)
class Series:
    """The large line, the small ones, and the names of the periods."""

    large: Line
    small: Sequence[Line]
    ticks: Sequence[str]
    left_out: int


def figure_series(asked: AskedFigures) -> Series:
    """The figures of the place that is asked for, or of all of them, with those of each place."""
    rows = list(asked.table.rows)
    large = next((one for one in rows if _spelled(one[0]) == asked.place), rows[0])
    others = [one for one in rows if one != large]
    told = [number for place, _ in others if place != ALL for number in _numbers(asked, place)]
    small = [_line(asked, *one, _numbers(asked, ALL) if one[0] == ALL else told) for one in others[:MOST_SMALL]]
    ticks = [column_name(period) for period in asked.table.periods]
    return Series(_line(asked, *large, _numbers(asked, large[0])), small, ticks, max(len(others) - MOST_SMALL, 0))


def _line(asked: AskedFigures, place: Place, row: Any, scale: Sequence[float]) -> Line:
    least, most = min([0, *scale]), max([0, *scale])
    points, table = [], asked.table
    for at, period in enumerate(table.periods):
        number, one = table.number(place, period.key), table.of(place, period.key)
        if number is not None and one is not None:
            is_whole = one.reported >= one.expected
            said = number_text(number) if is_whole else f"{number_text(number)} ({reports_text(one)})"
            height = (number - least) / (most - least) if most > least else 0
            y = round(FLOOR - height * (FLOOR - TOP), 1)
            points.append(Point(at, _x(at, len(table.periods)), y, is_whole, f"{column_name(period)}: {said}"))
    name = gettext("All") if row is None else name_of(row)
    last = points[-1].text if points else ""
    return Line(name, points, (number_text(least), number_text(most)), last, asked.address(place=_spelled(place)))


def _x(at: int, count: int) -> float:
    place = at if direction() != "rtl" else count - 1 - at
    return round((place + 0.5) * 100 / count, 2)


def _numbers(asked: AskedFigures, place: Place) -> list[float]:
    told = (asked.table.number(place, period.key) for period in asked.table.periods)
    return [number for number in told if number is not None]


def _spelled(place: Place) -> str:
    return f"{place[0]}-{place[1]}" if place != ALL else ""
