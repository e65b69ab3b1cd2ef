"""Rates: what an item comes to by so many inhabitants of the areas of those units that are in it.

    waste 4,200 t of 11 of 14 units, in whose areas 96,000 people live    ->    43.75 by 1,000 people of 2004

Nothing is told of what is not added up over areas, of shares and of formulas; nor of what is added up over several
periods where a unit left one out: its people would count in full.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tansiq.forms.asked_items import AskedItem
from tansiq.forms.figure_question import RollUp
from tansiq.forms.figure_sums import UnitFigure
from tansiq.forms.inhabitants import Inhabitants, InhabitantsOfUnits
from tansiq.forms.report_counts import Group, ReportCounts
from tansiq.policy.viewer import Viewer

_DECIMALS = 6


@dataclass(frozen=True)
class Rate:
    """A rate and by whom it is told; both None where it cannot be told, the rate where the figure is not known."""

    value: float | None = None
    of: Inhabitants | None = None


UNKNOWN = Rate()
Whole = Mapping[int, Mapping[Group, Sequence[UnitFigure]]]
"""By number of the item and by group: the figures of units that are in it."""


class Rates:
    """The rates of a question that asks for such. One statement."""

    def __init__(self, viewer: Viewer, asked: RollUp, whole: Whole, counts: ReportCounts) -> None:
        self._asked, self._whole, self._counts = asked, whole, counts
        expected = {unit_id for units in counts.expected.values() for unit_id in units}
        told = {one.unit_id for groups in whole.values() for figures in groups.values() for one in figures}
        self._inhabitants = InhabitantsOfUnits(viewer, expected | told)
        self._found: dict[tuple[int, Group], Inhabitants | None] = {}

    def of(self, item: AskedItem, group: Group, value: float | None) -> Rate:
        """The rate of what a group comes to."""
        key = (item.number, group)
        if key not in self._found:
            self._found[key] = self._of_group(item, group) if self._has_rate(item) else None
        found = self._found[key]
        if found is None or value is None or not found.people or self._asked.per is None:
            return Rate(None, found)
        return Rate(round(value * self._asked.per / found.people, _DECIMALS), found)

    def _has_rate(self, item: AskedItem) -> bool:
        return item.typed is None and not item.is_ratio and item.one.over_areas == "SUM"

    def _of_group(self, item: AskedItem, group: Group) -> Inhabitants | None:
        said = self._counts.said(group, self._whole[item.number].get(group, ()))
        is_added_up = item.one.over_time == "SUM" and not self._asked.is_by_period
        if is_added_up and any(count != len(self._asked.periods) for count in said.values()):
            return None
        return self._inhabitants.of(said, self._counts.expected.get(group, {}).keys() - said.keys())
