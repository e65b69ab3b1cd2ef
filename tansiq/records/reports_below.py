"""What the units below one report of an item for the same period, for rules that ask for it: below(${12}).

districts report 40, 35, nothing to report; a fourth one has not reported  ->  Below(75, reported=3, expected=4)

Read from the figures of reports that are submitted or approved. Nothing is kept of it: a rule asks when a report is
submitted and when it is approved, and says then of how many units it knows.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tansiq.language.words import InBoth, Sentence, say
from tansiq.models import Figure, Report
from tansiq.models.definitions import Definitions
from tansiq.models.filling_units import nearest_below
from tansiq.models.own_rules import RuleTree
from tansiq.models.report import COUNTED_STATES
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible


@dataclass(frozen=True)
class Below:
    """What an item comes to below a unit: None where nobody reported it; how many of the units that fill the form
    have, those among them that declared that there was nothing."""

    value: Decimal | None
    reported: int
    expected: int


class ReportsBelow:
    """What is reported below units in one form for one period, as `report` names them: read once for all units."""

    def __init__(self, report: Report, numbers: Collection[int]) -> None:
        self.numbers = numbers
        self._units = nearest_below(report.form_id, report.period_ends) if numbers else {}
        self._nil = _with_nothing(report) if self._units else set[int]()
        self._values = _values(report, numbers) if self._units else {}

    def of(self, unit_id: int) -> Mapping[int, Below]:
        """By number of the item: what it comes to below a unit."""
        units = self._units.get(unit_id, [])
        return {number: self._sum(units, number) for number in self.numbers}

    def values(self, unit_id: int) -> Mapping[int, Decimal | None]:
        """The sums alone, as expressions take them."""
        return {number: one.value for number, one in self.of(unit_id).items()}

    def _sum(self, units: list[int], number: int) -> Below:
        told = [self._values[unit, number] for unit in units if (unit, number) in self._values]
        nothing = sum(unit in self._nil and (unit, number) not in self._values for unit in units)
        count = len(told) + nothing
        return Below(sum(told, Decimal()) if count else None, count, len(units))

    def is_read(self, unit_id: int, unread: Collection[int]) -> bool:
        """Whether somebody may read all reports that are in the sums of a unit; `unread` as `unread_units` tells it."""
        return set(unread).isdisjoint(self._units.get(unit_id, ()))


def unread_units(viewer: Viewer, report: Report) -> frozenset[int]:
    """The units whose reports of the form and period of `report` count, and that somebody may not read."""
    if viewer.reads_all:
        return frozenset()
    rows, may_read = _counted(report), visible(Report, viewer).select(Report.id)
    hidden = rows.where(Report.id.not_in(may_read)).select(Report.unit)
    return frozenset(unit_id for (unit_id,) in hidden.tuples())


def with_sums(viewer: Viewer, report: Report, said: RuleTree, message: Sentence, definitions: Definitions) -> Sentence:
    """What a rule says, with what it found below: the sum for whoever may read all reports in it, and of how many
    units it is."""
    if not said.below:
        return message
    below, told = ReportsBelow(report, said.below), message
    is_read = below.is_read(report.unit_id, unread_units(viewer, report))
    for number, one in below.of(report.unit_id).items():
        named: dict[str, Any] = {"message": told, "item": _label(definitions, number), "sum": _plain(one.value)}
        named |= {"reported": one.reported, "expected": one.expected}
        told = (
            say("%(message)s %(item)s, units below: %(sum)s (%(reported)s of %(expected)s units).", **named)
            if is_read
            else say("%(message)s %(item)s, units below: %(reported)s of %(expected)s units.", **named)
        )
    return told


def _label(definitions: Definitions, number: int) -> Sentence:
    one = definitions.fields[number]
    return InBoth(one.label_en or one.key, arabic=one.label_ar or one.key)


def _plain(value: Decimal | None) -> str:
    return "—" if value is None else format(value.normalize(), "f")


def _counted(report: Report) -> Any:
    """The reports of the same form and period that say something."""
    rows: Any = Report.select().where(Report.form == report.form_id, Report.period == report.period)
    return rows.where(Report.archived_at.is_null(), Report.report_state.in_(sorted(COUNTED_STATES)))


def _with_nothing(report: Report) -> set[int]:
    rows = _counted(report).where(Report.nil_reason != "").select(Report.unit)
    return {unit_id for (unit_id,) in rows.tuples()}


def _values(report: Report, numbers: Collection[int]) -> Mapping[tuple[int, int], Decimal]:
    """By unit and number of the item: what was reported, all cells together."""
    table: Any = Figure
    rows = table.select(table.unit, table.item, table.value).where(
        table.item.in_(sorted(numbers)), table.cell == "", table.period_ends == report.period_ends
    )
    # Tenths are added as people add them, and not as binary fractions.
    return {(unit_id, number): Decimal(str(value)) for unit_id, number, value in rows.tuples()}
