"""Places compared in one period: bars from the highest figure down, with the median of all of them as a line."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from admin.following.asked_figures import AskedFigures
from admin.following.figures_table import ALL, reports_text
from admin.words.formatting import number_text
from admin.words.naming import name_of
from tansiq.language.words import direction

MOST = 100
"""Bars of one page; the table has the others."""


@dataclass(frozen=True)
class PlaceBar:
    """A place with its figure in words, where its bar begins and how long it is, in hundredths from the left; None
    where the figure is not known. `missing` tells how many of the reports are in it, "" where all are."""

    name: str
    value: str
    begins: float
    share: float | None
    missing: str


@dataclass(frozen=True)
class Comparison:
    """The bars, with the median in words and in hundredths from the left, "" and 0 where fewer than three are known."""

    bars: Sequence[PlaceBar]
    median: str
    line: float
    left_out: int


def figure_bars(asked: AskedFigures) -> Comparison:
    """The places of the table in the period that is asked for."""
    table, key = asked.table, asked.at
    rows = [(place, row) for place, row in table.rows if place != ALL and table.of(place, key) is not None]
    told = {place: number for place, _ in rows if (number := table.number(place, key)) is not None}
    rows.sort(key=lambda one: -told[one[0]] if one[0] in told else float("inf"))
    least, most = min([0, *told.values()]), max([0, *told.values()])
    scale = 100 / (most - least) if most > least else 0
    bars = []
    for place, row in rows[:MOST]:
        number, one = told.get(place), table.figures[place, key]
        missing = reports_text(one) if one.reported < one.expected else ""
        text = "" if number is None else number_text(number)
        from_, to = sorted((0, number or 0))
        share = None if number is None else round((to - from_) * scale, 2)
        bars.append(PlaceBar(name_of(row), text, _from_left((from_ - least) * scale, share or 0), share, missing))
    middle = median(told.values()) if len(told) > 2 else None
    line = 0.0 if middle is None else _from_left((middle - least) * scale, 0)
    said = "" if middle is None else number_text(middle)
    return Comparison(bars, said, line, max(len(rows) - MOST, 0))


def _from_left(begins: float, share: float) -> float:
    return round(100 - begins - share if direction() == "rtl" else begins, 2)
