"""How many of the expected reports say an item: "11 of 14", by area, unit and period; never more than are expected."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from tansiq.forms.expected_reports import ExpectedUnit, expected_reports
from tansiq.forms.figure_question import COUNTED, PERIOD, UNIT, RollUp
from tansiq.forms.figure_sums import UnitFigure
from tansiq.models import Report, TypeDefinition
from tansiq.models.data_stamps import stamps_of_now, table_name
from tansiq.platform.lru import LruCache
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible

Group = tuple[int | None, int | None, date | None]
"""An area, a unit and the last day of a period; None for what is not told apart."""
Nil = Mapping[int, frozenset[date]]
"""By unit: the last days of the periods for which it declared that there was nothing to report."""
_kept: LruCache[Nil] = LruCache(100_000, weigh=lambda found: 1 + len(found))


class ReportCounts:
    """What was expected of units within the area asked about, as `viewer` may see it, by group."""

    def __init__(self, viewer: Viewer, asked: RollUp) -> None:
        self._asked = asked
        within, found = asked.within, expected_reports(viewer, asked.form, asked.periods)
        self._units = {
            unit_id: unit for unit_id, unit in found.items() if within is None or unit.places[within.level] == within.id
        }
        self.expected: dict[Group, dict[int, int]] = {}
        self._nil: dict[Group, dict[int, int]] = {}
        nil = nil_reports(viewer, asked)
        for unit_id, unit in self._units.items():
            self._note(self.expected, unit_id, unit, unit.ends)
            self._note(self._nil, unit_id, unit, unit.ends & nil.get(unit_id, frozenset()))

    def of(self, group: Group, figures: Iterable[UnitFigure]) -> tuple[int, int]:
        """Reported and expected reports of a group: reports with a figure, and those that declare that there was
        nothing to report, of units of which one is expected."""
        expected, said = self.expected.get(group, {}), dict(self._nil.get(group, {}))
        for one in figures:
            said[one.unit_id] = said.get(one.unit_id, 0) + one.reports
        reported = sum(min(count, expected.get(unit_id, 0)) for unit_id, count in said.items())
        return reported, sum(expected.values())

    def _note(
        self, counts: dict[Group, dict[int, int]], unit_id: int, unit: ExpectedUnit, ends: Iterable[date]
    ) -> None:
        level, by = self._asked.level, self._asked.by
        area_id = None if level is None else unit.places[level]
        for day in ends:
            group = (area_id, unit_id if UNIT in by else None, day if PERIOD in by else None)
            units = counts.setdefault(group, {})
            units[unit_id] = units.get(unit_id, 0) + 1


def nil_reports(viewer: Viewer, asked: RollUp) -> Nil:
    """The reports that count and say that there was nothing to report, of all the time of the form."""
    stamps, states = stamps_of_now(), frozenset(asked.states)
    stamp = tuple(stamps.get(table_name(model), 0) for model in (Report, TypeDefinition))
    key = (asked.form.id, states, viewer.scope, viewer.account_id is None, stamp)
    return _kept.get(key, lambda: _nil_reports(viewer, asked))


def _nil_reports(viewer: Viewer, asked: RollUp) -> Nil:
    rows: Any = visible(Report, viewer).where(
        Report.form == asked.form.id, Report.nil_reason != "", Report.report_state.in_(sorted(asked.states & COUNTED))
    )
    found: dict[int, set[date]] = {}
    standing = rows.where(Report.archived_at.is_null()).select(Report.unit, Report.period_ends)
    for unit_id, ends in standing.tuples():
        found.setdefault(unit_id, set()).add(ends)
    return {unit_id: frozenset(days) for unit_id, days in found.items()}
