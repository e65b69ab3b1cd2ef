"""A chart of figures: bars by one thing, in parts by another, with the words and numbers that say the same.

Bars of days stand beside each other, from the earliest on; all others lie under each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from admin.dashboards.groupings import grouping_label
from admin.dashboards.leading import adds_up
from admin.dashboards.tile_data import TileData
from admin.words.figure_text import figure_text
from tansiq.language.words import gettext, language, ngettext
from tansiq.summaries import Group, Key
from tansiq.summaries.subjects import DAY

MOST_BARS = 20
"""Bars of one chart; the table of its file holds the others."""
MOST_PARTS = 6
"""Parts of a bar that are told apart; the others are one."""
OTHERS = "others"
_LONGEST_SPAN = 4 * MOST_BARS
"""Months, quarters or years over which columns have their places in time: over more they would be too thin to see."""


@dataclass(frozen=True)
class BarPart:
    """A part of a bar: where it begins and how long it is, in hundredths of the chart, its colour, and what it is."""

    begins: float
    share: float
    colour: int
    text: str


@dataclass(frozen=True)
class ChartBar:
    """One bar: what it stands for, its value in words, where its rows stand, and its parts; `at` is where in time it
    stands, counted in months, quarters or years, None where it stands for no time."""

    label: str
    value: str
    address: str
    parts: list[BarPart]
    figures: list[str]
    at: int | None


@dataclass(frozen=True)
class TileChart:
    """A chart: the headings of its table, its bars, the names of the parts by colour, and what was left out."""

    heading: str
    columns: list[str]
    bars: list[ChartBar]
    legend: list[str]
    left_out: str
    is_over_time: bool

    @property
    def dated(self) -> list[tuple[int, ChartBar]]:
        """The bars that have a place in time, each with that place: months of which nothing is told stay free."""
        known = [(bar.at, bar) for bar in self.bars if bar.at is not None]
        first = known[0][0] if known else 0
        is_short = bool(known) and known[-1][0] - first < _LONGEST_SPAN
        return [(at - first if is_short else place, bar) for place, (at, bar) in enumerate(known)]

    @property
    def undated(self) -> list[ChartBar]:
        """Those that have none."""
        return [bar for bar in self.bars if bar.at is None]


def tile_chart(data: TileData) -> TileChart:
    """The chart of a tile that has a summary with groups."""
    summary, subject = data.summary, data.subject
    assert summary is not None  # noqa: S101  A tile without one has a fault and no chart.
    assert subject is not None  # noqa: S101  The same.
    groupings = [key.grouping for key in summary.groups[0].keys] if summary.groups else []
    rows = _rows(summary.groups)
    shown = list(rows.items())[-MOST_BARS:] if _is_over_time(summary.groups) else list(rows.items())[:MOST_BARS]
    parts = _parts(summary.groups)
    is_over_time = _is_over_time(summary.groups)
    lengths = [_length(groups) for value, groups in shown if value is not None or not is_over_time]
    longest = max(lengths, default=Decimal(1)) or Decimal(1)
    heading = grouping_label(subject, groupings[0]) if groupings else ""
    left_out = len(rows) - len(shown)
    return TileChart(
        heading,
        [_words(key) for key in parts.values()],
        [_bar(data, groups, list(parts), longest) for _, groups in shown],
        _legend(list(parts.values())),
        ngettext("%(count)s more is in the file.", "%(count)s more are in the file.", left_out) if left_out else "",
        is_over_time,
    )


def _rows(groups: Sequence[Group]) -> dict[Any, list[Group]]:
    """The groups by the first key, in their order."""
    found: dict[Any, list[Group]] = {}
    for group in groups:
        found.setdefault(group.keys[0].value, []).append(group)
    return found


def _parts(groups: Sequence[Group]) -> dict[Any, Key]:
    """The second keys of all groups by their values, those of the most rows first."""
    counts: dict[Any, int] = {}
    keys: dict[Any, Key] = {}
    for group in groups:
        if len(group.keys) > 1:
            key = group.keys[1]
            keys[key.value] = key
            counts[key.value] = counts.get(key.value, 0) + group.count
    return {value: keys[value] for value in sorted(keys, key=lambda value: -counts[value])}


def _is_over_time(groups: Sequence[Group]) -> bool:
    return bool(groups) and groups[0].keys[0].offered.sort == DAY


def _legend(parts: Sequence[Key]) -> list[str]:
    told = [_words(key) for key in parts[:MOST_PARTS]]
    return [*told, gettext("All others")] if len(parts) > MOST_PARTS else told


def _bar(data: TileData, groups: Sequence[Group], parts: list[Any], longest: Decimal) -> ChartBar:
    first = groups[0]
    by_part = {group.keys[1].value: group for group in groups if len(group.keys) > 1}
    ordered = [by_part[value] for value in parts if value in by_part] or list(groups)
    value = figure_text(_length(groups)) if any(group.value is not None for group in groups) else gettext("not known")
    single = Group(first.count, first.known, first.value, first.keys[:1])
    address = data.address_of(single) if data.question is not None and adds_up(data.question, first.keys) else ""
    drawn, begins = [], Decimal(0)
    for group in ordered:
        share = max(group.value or Decimal(0), Decimal(0)) * 100 / longest
        colour = min(parts.index(group.keys[1].value), MOST_PARTS) if len(group.keys) > 1 else 0
        text = ": ".join([_words(group.keys[-1]), _number(group.value)])
        drawn.append(BarPart(round(float(begins), 2), round(float(share), 2), colour, text))
        begins += share
    figures = [_number(by_part[value].value if value in by_part else None) for value in parts]
    return ChartBar(_words(first.keys[0]), value, address, drawn, figures, _at(first.keys[0]))


def _at(key: Key) -> int | None:
    """Where in time a key stands: "2026-03", "2026-Q1" and "2026" by months, quarters and years; None for no time."""
    if key.offered.sort != DAY or key.value is None:
        return None
    year, _, part = str(key.value).partition("-")
    if not part:
        return int(year)
    return int(year) * 4 + int(part[1]) if part[0] == "Q" else int(year) * 12 + int(part)


def _length(groups: Sequence[Group]) -> Decimal:
    return sum((max(group.value, Decimal(0)) for group in groups if group.value is not None), Decimal(0))


def _number(value: Decimal | None) -> str:
    return "—" if value is None else figure_text(value)


def _words(key: Key) -> str:
    return key.label(language())
