"""Figures of a form put together over periods and areas, as each item says, with how many reports are in them.

    vehicles    over time LATEST, over areas SUM     the last of each unit, added up         11 of 14
    waste       over time SUM, over areas SUM        all of it                               38 of 56
    share       working div vehicles                 what these two come to, divided: shares are never added up
    waste       per 1,000 inhabitants                of the areas of those units that are in it (tansiq.forms.rates)

Zero is zero; None is not known, or what does not go together.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tansiq.expressions.evaluating import Given, compiled
from tansiq.forms.asked_items import AskedItem, items_asked
from tansiq.forms.figure_question import CELL, PERIOD, UNIT, RollUp
from tansiq.forms.figure_sums import UnitFigure, unit_figures
from tansiq.forms.rates import UNKNOWN, Rate, Rates
from tansiq.forms.report_counts import Group, ReportCounts, report_counts
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer
from tansiq.reporting_period import ReportingPeriod

_DECIMALS = 6
"""Of what is put together: as many as an item may have."""
_ALL = ""
"""The cell that is the whole of an item."""
_OfGroups = dict[Group, list[UnitFigure]]
_Units = frozenset[int] | None
"""The units that count; None for all of them."""


@dataclass(frozen=True)
class RolledUp:
    """A figure: of an item and of a cell of its breakdown, "" for all of it; in an area, None where that lies above the
    level or areas stay together; of a unit and a period where these are told apart. `reported` of the `expected`
    reports are in it; `rate` is told where the question asks for one."""

    item: AskedItem
    cell: str
    area_id: int | None
    unit_id: int | None
    period: ReportingPeriod | None
    value: float | None
    reported: int
    expected: int
    rate: Rate = UNKNOWN


def roll_up(viewer: Viewer, asked: RollUp) -> list[RolledUp]:
    """The figures asked about, of what `viewer` may see: item by item, by area, unit, period and cell. A group of which
    nothing was reported is told with None, where something is expected. Raises Refused as `RollUp.periods`."""
    if not asked.periods or not asked.items:
        return []
    counts = report_counts(viewer, asked)
    reported = _Reported(viewer, asked, counts.is_whole and not asked.needs_units)
    whole = {item.number: reported.whole(item) for item in asked.items}
    rates = None if asked.per is None else Rates(viewer, asked, whole, counts)
    return [one for item in asked.items for one in _told(item, reported, counts, rates)]


def _told(item: AskedItem, reported: "_Reported", counts: ReportCounts, rates: Rates | None) -> Iterator[RolledUp]:
    periods, number = {period.ends: period for period in reported.asked.periods}, item.number
    whole = reported.whole(item)
    for group in sorted({*counts.expected, *whole}, key=_place_in_order):
        area_id, unit_id, ends = group
        shared = (area_id, unit_id, None if ends is None else periods[ends])
        in_it = counts.of(group, whole.get(group, ()))
        for cell in (_ALL, *reported.cells_of(number, group)):
            value = reported.value(item, cell, group)
            rate = UNKNOWN if rates is None else rates.of(item, group, value)
            yield RolledUp(item, cell, *shared, value, *in_it, rate)


def _place_in_order(group: Group) -> tuple[Any, ...]:
    return tuple((part is not None, part or 0) if not hasattr(part, "year") else (True, part) for part in group)


class _Reported:
    """The figures of units by item, cell and group."""

    def __init__(self, viewer: Viewer, asked: RollUp, is_together: bool) -> None:
        self.asked = asked
        self._items = _with_sources(items_asked(asked.form), asked.items)
        self.by_cell: dict[tuple[int, str], _OfGroups] = {}
        days = {str(period.ends): period.ends for period in asked.periods}
        is_by_unit, is_by_period = UNIT in asked.by, PERIOD in asked.by
        reported = [item for item in self._items.values() if item.typed is None]
        for one in unit_figures(viewer, asked, reported, is_together):
            group = (one.area_id, one.unit_id if is_by_unit else None, days[str(one.ends)] if is_by_period else None)
            self.by_cell.setdefault((one.item, one.cell), {}).setdefault(group, []).append(one)
        for item in asked.items:
            if item.typed is not None:
                self.by_cell[item.number, _ALL] = self._of_formula(sorted(item.typed.fields))

    def whole(self, item: AskedItem) -> _OfGroups:
        """By group: the figures of the units that are in an item."""
        return self.by_cell.get((item.number, _ALL), {})

    def cells_of(self, number: int, group: Group) -> list[str]:
        """The cells of an item's breakdown of which a group has figures."""
        if CELL not in self.asked.by:
            return []
        return sorted(
            cell for (item, cell), groups in self.by_cell.items() if item == number and cell and group in groups
        )

    def value(self, item: AskedItem, cell: str, group: Group) -> float | None:
        """What the figures of a group come to; None where none is known, or they do not go together."""
        if item.typed is None:
            return self._value(item, cell, group, None)
        units = frozenset(one.unit_id for one in self.whole(item).get(group, ()))
        return self._by_formula(item, group, units) if units else None

    def _of_formula(self, numbers: Sequence[int]) -> _OfGroups:
        """The units that told all items of a formula, flows among them of as many periods, each with the reports that
        it told them in: what others told of one of them alone belongs to no figure that is made of all."""
        parts = [(self._items[number], self.by_cell.get((number, _ALL), {})) for number in numbers]
        found: dict[Group, list[UnitFigure]] = {}
        for group in set.intersection(*(set(groups) for _, groups in parts)):
            told = [(item, _reports(groups[group])) for item, groups in parts]
            for unit_id in sorted(set.intersection(*(set(reports) for _, reports in told))):
                flows = {reports[unit_id] for item, reports in told if item.one.over_time == "SUM"}
                if len(flows) <= 1:
                    least = min(reports[unit_id] for _, reports in told)
                    found.setdefault(group, []).append(UnitFigure(0, _ALL, unit_id, group[0], 0, least, None))
        return found

    def _value(self, item: AskedItem, cell: str, group: Group, only: _Units) -> float | None:
        """The same of an item, of some units alone."""
        one, asked = item.one, self.asked
        is_of_one_unit = UNIT in asked.by
        if not ((is_of_one_unit or one.over_areas) and (asked.is_by_period or one.over_time)):
            return None
        if item.is_ratio and not (is_of_one_unit and asked.is_by_period) and "MAXIMUM" not in (
            one.over_areas, one.over_time
        ):  # fmt: skip
            return self._by_formula(item, group, only)
        figures = self._figures(one.number, cell, group, only)
        found = figures[0].value if figures and is_of_one_unit else self._together(item, figures, group)
        return None if found is None else round(found, _DECIMALS)

    def _figures(self, number: int, cell: str, group: Group, only: _Units) -> Sequence[UnitFigure]:
        figures = self.by_cell.get((number, cell), {}).get(group, ())
        return figures if only is None else [one for one in figures if one.unit_id in only]

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

    def _by_formula(self, item: AskedItem, group: Group, only: _Units) -> float | None:
        """What the formula comes to for what the items that it names come to."""
        if item.tree is None:
            return None
        sources = {number: self._items.get(number) for number in item.tree.fields}
        values = {number: one and self._value(one, _ALL, group, only) for number, one in sources.items()}
        found = compiled(item.tree)(Given(values, clock.today()))
        return None if found is None else float(found)  # type: ignore[arg-type]  # Items asked about are numbers.


def _reports(figures: Sequence[UnitFigure]) -> dict[int, int]:
    """By unit: in how many reports it told this."""
    found: dict[int, int] = {}
    for one in figures:
        found[one.unit_id] = found.get(one.unit_id, 0) + one.reports
    return found


def _with_sources(known: Mapping[int, AskedItem], items: Iterable[AskedItem]) -> dict[int, AskedItem]:
    """The items by number, with those by which they are weighed and of which ratios and formulas are reckoned."""
    found: dict[int, AskedItem] = {}
    waiting = list(items)
    while waiting:
        item = waiting.pop()
        if item.number in found:
            continue
        found[item.number] = item
        named = {item.one.weight_number} if item.one.weight_number else set[int]()
        named |= item.tree.fields if item.tree is not None and (item.is_ratio or item.typed is not None) else set()
        waiting += [known[number] for number in sorted(named) if number in known]
    return found
