"""How many of the expected reports say an item: "11 of 14", by area, unit and period; never more than are expected."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from tansiq.forms.expected_reports import ExpectedUnit, expected_reports
from tansiq.forms.figure_question import PERIOD, UNIT, RollUp
from tansiq.forms.figure_sums import UnitFigure
from tansiq.geography.within import lies_in
from tansiq.models import Area, Assignment, FormVersion, Report, TypeDefinition, Unit, UnitSuccessor
from tansiq.models.data_stamps import stamps_of_now, table_name
from tansiq.platform import clock
from tansiq.platform.lru import LruCache
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

Group = tuple[int | None, int | None, date | None]
"""An area, a unit and the last day of a period; None for what is not told apart."""
Counts = dict[Group, dict[int, int]]
"""By group and unit: how many reports."""
_READ = (Area, Assignment, FormVersion, Report, TypeDefinition, Unit, UnitSuccessor)
_TABLES = tuple(map(table_name, _READ))


@dataclass(frozen=True)
class ReportCounts:
    """The reports that are expected of the units within an area, and those among them that count and declare that there
    was nothing to report. `is_whole` says that every report that counts there is one of those expected, as it is but
    where an assignment was ended or put off after the fact: then no figure is of any other unit."""

    expected: Counts = field(default_factory=dict)
    nil: Counts = field(default_factory=dict)
    is_whole: bool = False

    @cached_property
    def report_count(self) -> int:
        """How many reports are expected."""
        return sum(sum(units.values()) for units in self.expected.values())

    @cached_property
    def unit_count(self) -> int:
        """How many units are told apart, once for each group."""
        return sum(map(len, self.expected.values()))

    def of(self, group: Group, figures: Iterable[UnitFigure]) -> tuple[int, int]:
        """Reported and expected reports of a group: reports with a figure, and those that declare that there was
        nothing to report, of units of which one is expected."""
        expected = self.expected.get(group, {})
        if self.is_whole:
            nil = sum(self.nil.get(group, {}).values())
            return nil + sum([one.reports for one in figures]), sum(expected.values())
        said = self.said(group, figures)
        reported = sum([min(count, expected.get(unit_id, 0)) for unit_id, count in said.items()])
        return reported, sum(expected.values())

    def said(self, group: Group, figures: Iterable[UnitFigure]) -> dict[int, int]:
        """By unit of a group: its reports with a figure, and those that declare that there was nothing to report."""
        said = dict(self.nil.get(group, {}))
        for one in figures:
            said[one.unit_id] = said.get(one.unit_id, 0) + one.reports
        return said


_kept: LruCache[ReportCounts] = LruCache(500_000, weigh=lambda found: 1 + sum(map(len, found.expected.values())))


def report_counts(viewer: Viewer, asked: RollUp) -> ReportCounts:
    """What was expected, as `viewer` may see it; kept until something that it is made of changes."""
    stamps, whose = stamps_of_now(), (viewer.scope, viewer.account_id is None)
    stamp = (clock.today(), *(stamps.get(name, 0) for name in _TABLES))
    place = (asked.within.id if asked.within else None, asked.level)
    apart = asked.by & {UNIT, PERIOD}
    key = (asked.form.id, whose, stamp, place, apart, asked.states, asked.periods[0], asked.periods[-1])
    return _kept.get(key, lambda: _counted(viewer, asked))


def _counted(viewer: Viewer, asked: RollUp) -> ReportCounts:
    within, nil = asked.within, _nil_reports(viewer, asked)
    told = {unit_id: unit for unit_id, unit in expected_reports(viewer, asked.form, asked.periods).items()
            if within is None or unit.places[within.level] == within.id}  # fmt: skip
    found = ReportCounts(is_whole=all(unit_id in told and ends in told[unit_id].ends for unit_id, ends in _said(asked)))
    for unit_id, unit in told.items():
        _note(found.expected, asked, (unit_id, unit), unit.ends)
        _note(found.nil, asked, (unit_id, unit), unit.ends & nil.get(unit_id, set()))
    return found


def _said(asked: RollUp) -> Iterable[tuple[int, date]]:
    """(unit, last day of the period) of every report that counts within the area, whoever may read it."""
    days = Report.period_ends.between(asked.periods[0].ends, asked.periods[-1].ends)
    rows: Any = Report.select(Report.unit, Report.period_ends).where(
        Report.form == asked.form.id, days, Report.report_state.in_(sorted(asked.states)), Report.archived_at.is_null()
    )
    if asked.within is not None:
        rows = rows.join(Unit, on=(Unit.id == Report.unit)).join(Area, on=(Area.id == Unit.area))
        rows = rows.where(lies_in(Area, asked.within))
    found: Iterable[tuple[int, date]] = rows.tuples()
    return found


def _note(counts: Counts, asked: RollUp, whose: tuple[int, ExpectedUnit], ends: frozenset[date]) -> None:
    unit_id, unit = whose
    area_id, told = None if asked.level is None else unit.places[asked.level], unit_id if UNIT in asked.by else None
    if PERIOD in asked.by:
        for day in ends:
            counts.setdefault((area_id, told, day), {})[unit_id] = 1
    elif ends:
        counts.setdefault((area_id, told, None), {})[unit_id] = len(ends)


def _nil_reports(viewer: Viewer, asked: RollUp) -> Mapping[int, set[date]]:
    """By unit: the last days of the periods for which it declared that there was nothing to report."""
    rows: Any = visible(Report, viewer).where(
        Report.form == asked.form.id, Report.nil_reason != "", Report.report_state.in_(sorted(asked.states)),
        Report.archived_at.is_null(),
    )  # fmt: skip
    found: dict[int, set[date]] = {}
    for unit_id, ends in rows.select(Report.unit, Report.period_ends).tuples():
        found.setdefault(unit_id, set()).add(ends)
    return found
