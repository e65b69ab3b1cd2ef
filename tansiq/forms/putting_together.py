"""Figures of units put together as each item says: over areas, over periods, and by formulas.

unit figures of one group --item.over_areas--> one figure          shares and formulas: of what their parts come to
"""

from collections.abc import Iterable, Mapping, Sequence

from tansiq.expressions.evaluating import Given, compiled
from tansiq.forms.asked_items import AskedItem, items_asked
from tansiq.forms.figure_question import CELL, PERIOD, UNIT, RollUp
from tansiq.forms.figure_sums import UnitFigure, unit_figures
from tansiq.forms.report_counts import Group
from tansiq.platform import clock
from tansiq.policy.viewer import Viewer

ALL_CELLS = ""
"""The cell that is the whole of an item."""
_DECIMALS = 6
"""Of what is put together: as many as an item may have."""
_OfGroups = dict[Group, list[UnitFigure]]
_Units = frozenset[int] | None
"""The units that count; None for all of them."""


class Reported:
    """What `viewer` may see of the items that are asked about and of their parts, which are all of its `items`: by
    item, cell and group, once it is read. Those of an area come as one where they are `is_together`."""

    def __init__(self, viewer: Viewer, asked: RollUp, is_together: bool) -> None:
        self.asked, self._viewer, self._is_together = asked, viewer, is_together
        self.items: Mapping[int, AskedItem] = _with_sources(items_asked(asked.form), asked.items)
        self._by_cell: dict[int, dict[str, _OfGroups]] = {}
        self._formulas: dict[int, _Formula] = {}
        self._reckoned: dict[tuple[int, Group, _Units], float | None] = {}

    def read(self) -> None:
        """Read the figures of units; one statement for every twenty items."""
        asked = self.asked
        days = {str(period.ends): period.ends for period in asked.periods}
        is_by_unit, is_by_period = UNIT in asked.by, PERIOD in asked.by
        reported = [item for item in self.items.values() if item.typed is None]
        for one in unit_figures(self._viewer, asked, reported, self._is_together):
            group = (one.area_id, one.unit_id if is_by_unit else None, days[str(one.ends)] if is_by_period else None)
            cells = self._by_cell.setdefault(one.item, {})
            cells.setdefault(one.cell, {}).setdefault(group, []).append(one)
        for item in asked.items:
            if item.typed is not None:
                self._by_cell[item.number] = {ALL_CELLS: self._of_formula(sorted(item.typed.fields))}

    def whole(self, item: AskedItem) -> _OfGroups:
        """By group: the figures of the units that are in an item."""
        return self._of_cell(item.number, ALL_CELLS)

    def _of_cell(self, number: int, cell: str) -> _OfGroups:
        return self._by_cell.get(number, {}).get(cell, {})

    def cells_of(self, number: int, group: Group) -> list[str]:
        """The cells of an item's breakdown of which a group has figures."""
        if CELL not in self.asked.by:
            return []
        return sorted(cell for cell, groups in self._by_cell.get(number, {}).items() if cell and group in groups)

    def value(self, item: AskedItem, cell: str, group: Group) -> float | None:
        """What the figures of a group come to; None where none is known, or they do not go together."""
        if item.typed is None:
            return self._value(item, cell, group, None)
        units = frozenset(one.unit_id for one in self.whole(item).get(group, ()))
        return self._by_formula(item, group, units) if units else None

    def _of_formula(self, numbers: Sequence[int]) -> _OfGroups:
        """The units that told all items of a formula, flows among them of as many periods, each with the reports that
        it told them in: what others told of one of them alone belongs to no figure that is made of all."""
        parts = [(self.items[number], self._of_cell(number, ALL_CELLS)) for number in numbers]
        found: dict[Group, list[UnitFigure]] = {}
        for group in set.intersection(*(set(groups) for _, groups in parts)):
            told = [(item, _reports(groups[group])) for item, groups in parts]
            for unit_id in sorted(set.intersection(*(set(reports) for _, reports in told))):
                flows = {reports[unit_id] for item, reports in told if item.one.over_time == "SUM"}
                if len(flows) <= 1:
                    least = min(reports[unit_id] for _, reports in told)
                    found.setdefault(group, []).append(UnitFigure(0, ALL_CELLS, unit_id, group[0], 0, least, None))
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
        figures = self._of_cell(number, cell).get(group, ())
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
        weights = {(one.unit_id, one.ends): one.value for one in self._of_cell(number, ALL_CELLS).get(group, ())}
        known = [(one.value, weights[one.unit_id, one.ends]) for one in figures if (one.unit_id, one.ends) in weights]
        total = sum(weight for _, weight in known)
        return sum(value * weight for value, weight in known) / total if total > 0 else None

    def _by_formula(self, item: AskedItem, group: Group, only: _Units) -> float | None:
        """What the formula comes to for what the items that it names come to. Those of them that are reckoned in this
        way are known first, each once: formulas that share their parts are many ways to the same few."""
        if (item.number, group, only) not in self._reckoned:
            for part in self._formula(item).parts:
                self._reckoned[part.number, group, only] = self._reckon(part, group, only)
        return self._reckoned[item.number, group, only]

    def _reckon(self, item: AskedItem, group: Group, only: _Units) -> float | None:
        formula = self._formula(item)
        sources = {number: self.items.get(number) for number in formula.fields}
        values = {number: one and self._value(one, ALL_CELLS, group, only) for number, one in sources.items()}
        found = formula.run(Given(values, clock.today()))
        return None if found is None else float(found)  # type: ignore[arg-type]  # Items asked about are numbers.

    def _formula(self, item: AskedItem) -> "_Formula":
        """The formula of an item that has one, made once for all groups."""
        if item.number not in self._formulas:
            self._formulas[item.number] = _Formula(item, self.items)
        return self._formulas[item.number]


class _Formula:
    """A formula over items: what it names, the function that it is, and its `parts`: the items reckoned by formulas of
    which it is made, whatever these are made of, each after its own; itself last."""

    def __init__(self, item: AskedItem, items: Mapping[int, AskedItem]) -> None:
        self.fields = _named_by(item)
        self.run = _never_known if item.tree is None else compiled(item.tree)
        found: dict[int, AskedItem] = {}
        waiting = [item]
        while waiting:
            named = [items[number] for number in _named_by(waiting[-1]) if number in items and number not in found]
            parts = [one for one in named if one.is_ratio]
            if not parts:
                found.setdefault(waiting[-1].number, waiting.pop())
            waiting += parts
        self.parts = list(found.values())


def _never_known(_given: Given) -> None:
    return None


def _named_by(item: AskedItem) -> frozenset[int]:
    return frozenset() if item.tree is None else item.tree.fields


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
