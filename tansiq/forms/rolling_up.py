"""Figures of a form put together over periods and areas, as each item says, with how many reports are in them.

    vehicles    over time LATEST, over areas SUM     the last of each unit, added up         11 of 14
    waste       over time SUM, over areas SUM        all of it                               38 of 56
    share       working div vehicles                 what these two come to, divided: shares are never added up

Zero is zero; None is not known, or what does not go together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tansiq.expressions.evaluating import Given, compiled
from tansiq.forms.asked_items import AskedItem, items_asked
from tansiq.forms.figure_question import CELL, PERIOD, UNIT, RollUp
from tansiq.forms.figure_sums import UnitFigure, unit_figures
from tansiq.forms.report_counts import Group, ReportCounts, report_counts
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.reporting_period import ReportingPeriod

_DECIMALS = 6
"""Of what is put together: as many as an item may have."""
_ALL = ""
"""The cell that is the whole of an item."""


@dataclass(frozen=True)
class RolledUp:
    """A figure: of an item and of a cell of its breakdown, "" for all of it; in an area, None where that lies above the
    level or areas stay together; of a unit and a period where these are told apart. `reported` of the `expected`
    reports are in it."""

    item: AskedItem
    cell: str
    area_id: int | None
    unit_id: int | None
    period: ReportingPeriod | None
    value: float | None
    reported: int
    expected: int


def roll_up(viewer: Viewer, asked: RollUp) -> list[RolledUp]:
    """The figures asked about, of what `viewer` may see: item by item, by area, unit, period and cell. A group of which
    nothing was reported is told with None, where something is expected. Raises Refused as `RollUp.periods`."""
    if not asked.periods or not asked.items:
        return []
    counts = report_counts(viewer, asked)
    reported = _Reported(viewer, asked, counts.is_whole)
    return [one for item in asked.items for one in _told(item, reported, counts)]


def _told(item: AskedItem, reported: "_Reported", counts: ReportCounts) -> Iterator[RolledUp]:
    periods, number = {period.ends: period for period in reported.asked.periods}, item.number
    whole = reported.by_cell.get((number, _ALL), {})
    for group in sorted({*counts.expected, *whole}, key=_place_in_order):
        area_id, unit_id, ends = group
        shared = (area_id, unit_id, None if ends is None else periods[ends])
        in_it = counts.of(group, whole.get(group, ()))
        for cell in (_ALL, *reported.cells_of(number, group)):
            yield RolledUp(item, cell, *shared, reported.value(item, cell, group), *in_it)


def _place_in_order(group: Group) -> tuple[Any, ...]:
    return tuple((part is not None, part or 0) if not hasattr(part, "year") else (True, part) for part in group)


class _Reported:
    """The figures of units by item, cell and group."""

    def __init__(self, viewer: Viewer, asked: RollUp, is_whole: bool) -> None:
        self.asked = asked
        self._items = _with_sources(items_asked(asked.form), asked.items)
        self.by_cell: dict[tuple[int, str], dict[Group, list[UnitFigure]]] = {}
        days = {str(period.ends): period.ends for period in asked.periods}
        is_by_unit, is_by_period = UNIT in asked.by, PERIOD in asked.by
        for one in unit_figures(viewer, asked, self._items.values(), is_whole):
            group = (one.area_id, one.unit_id if is_by_unit else None, days[str(one.ends)] if is_by_period else None)
            self.by_cell.setdefault((one.item, one.cell), {}).setdefault(group, []).append(one)

    def cells_of(self, number: int, group: Group) -> list[str]:
        """The cells of an item's breakdown of which a group has figures."""
        if CELL not in self.asked.by:
            return []
        return sorted(
            cell for (item, cell), groups in self.by_cell.items() if item == number and cell and group in groups
        )

    def value(self, item: AskedItem, cell: str, group: Group) -> float | None:
        """What the figures of a group come to; None where none is known, or they do not go together."""
        one, asked = item.one, self.asked
        is_of_one_unit = UNIT in asked.by
        if not ((is_of_one_unit or one.over_areas) and (asked.is_by_period or one.over_time)):
            return None
        if item.is_ratio and not (is_of_one_unit and asked.is_by_period) and "MAXIMUM" not in (
            one.over_areas, one.over_time
        ):  # fmt: skip
            return self._by_formula(item, group)
        figures = self.by_cell.get((one.number, cell), {}).get(group, ())
        found = figures[0].value if figures and is_of_one_unit else self._together(item, figures, group)
        return None if found is None else round(found, _DECIMALS)

    def _together(self, item: AskedItem, figures: Sequence[UnitFigure], group: Group) -> float | None:
        if not figures:
            return None
        values = [one.value for one in figures]
        if item.one.over_areas == "SUM":
            return sum(values)
        if item.one.over_areas == "MAXIMUM":
            return max(values)
        return self._average(item, figures, group)

    def _average(self, item: AskedItem, figures: Sequence[UnitFigure], group: Group) -> float | None:
        """The average of units, each by its weight; one whose weight is not known is left out."""
        number = item.one.weight_number
        if number is None:
            return sum(one.value for one in figures) / len(figures)
        weights = {(one.unit_id, one.ends): one.value for one in self.by_cell.get((number, _ALL), {}).get(group, ())}
        known = [(one.value, weights[one.unit_id, one.ends]) for one in figures if (one.unit_id, one.ends) in weights]
        total = sum(weight for _, weight in known)
        return sum(value * weight for value, weight in known) / total if total > 0 else None

    def _by_formula(self, item: AskedItem, group: Group) -> float | None:
        """What the formula comes to for what the items that it names come to."""
        if item.tree is None:
            return None
        sources = {number: self._items.get(number) for number in item.tree.fields}
        values = {number: one and self.value(one, _ALL, group) for number, one in sources.items()}
        found = compiled(item.tree)(Given(values, clock.today()))
        return None if found is None else float(found)  # type: ignore[arg-type]  # Items asked about are numbers.


def _with_sources(known: Mapping[int, AskedItem], items: Iterable[AskedItem]) -> dict[int, AskedItem]:
    """The items by number, with those by which they are weighed and of which ratios are reckoned."""
    found: dict[int, AskedItem] = {}
    waiting = list(items)
    while waiting:
        item = waiting.pop()
        if item.number in found:
            continue
        found[item.number] = item
        named = {item.one.weight_number} if item.one.weight_number else set[int]()
        named |= item.tree.fields if item.is_ratio and item.tree is not None else set()
        waiting += [known[number] for number in sorted(named) if number in known]
    return found
