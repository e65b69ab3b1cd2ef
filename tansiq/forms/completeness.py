"""How complete the reports of a period are: how many of those expected came in, and how much of what they have to say.

Abyan    11 of 14 reports    310 of 350 cells        reports that nobody sent leave their cells empty
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tansiq.forms.expected_reports import ExpectedUnit, expected_reports
from tansiq.models import Area, FormVersion, Report, TypeDefinition
from tansiq.models.breakdowns import cells_of
from tansiq.models.definitions import ENTRY
from tansiq.models.form_version import version_of_period
from tansiq.models.frozen_definitions import definitions_of
from tansiq.models.report import COUNTED_STATES
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.reporting_period import ReportingPeriod

_TOP = 1
"""Where no area is named, governorates stand below."""


@dataclass(frozen=True)
class Completeness:
    """Reports that were received of those expected, and the cells of items that have to be reported, in all of them
    but those that declare that there was nothing to report; `filled_cells` of the `required_cells` are known."""

    expected: int = 0
    received: int = 0
    required_cells: int = 0
    filled_cells: int = 0


@dataclass(frozen=True)
class CompletenessByArea:
    """The same of an area, and by id of those right below it: None for units that are in charge of all of it."""

    total: Completeness
    areas: Mapping[int | None, Completeness]


def completeness_of(
    viewer: Viewer,
    form: TypeDefinition,
    period: ReportingPeriod,
    within: Area | None = None,
    unit_ids: Collection[int] | None = None,
) -> CompletenessByArea:
    """How complete the reports of a period are that `viewer` may see, of units that they see; of those with `unit_ids`
    alone, where these are given."""
    by_area: dict[int | None, list[Completeness]] = {}
    reports = _Reports(viewer, form, period)
    for unit_id, unit in expected_reports(viewer, form, [period]).items():
        is_asked = unit_ids is None or unit_id in unit_ids
        if is_asked and (within is None or unit.places[within.level] == within.id):
            by_area.setdefault(_below(unit, within), []).append(reports.of(unit_id))
    areas = {area_id: _together(parts) for area_id, parts in by_area.items()}
    return CompletenessByArea(_together(areas.values()), areas)


def _below(unit: ExpectedUnit, within: Area | None) -> int | None:
    """The area right below in which a unit lies."""
    level = _TOP if within is None else within.level + 1
    found = unit.places[level] if level < len(unit.places) else None
    return None if within is not None and found == within.id else found


def _together(parts: Iterable[Completeness]) -> Completeness:
    every = list(parts)
    return Completeness(
        sum(one.expected for one in every),
        sum(one.received for one in every),
        sum(one.required_cells for one in every),
        sum(one.filled_cells for one in every),
    )


class _Reports:
    """The reports of a period that were received, by unit, with what each has to say."""

    def __init__(self, viewer: Viewer, form: TypeDefinition, period: ReportingPeriod) -> None:
        self._form, self._last = form, version_of_period(form.id, period.begins)
        rows: Any = visible(Report, viewer).where(
            Report.form == form.id, Report.period_ends == period.ends, Report.report_state.in_(sorted(COUNTED_STATES))
        )
        rows = rows.where(Report.archived_at.is_null(), Report.period == period.key)
        told = rows.select(Report.unit, Report.form_version, Report.nil_reason, Report.extra).tuples()
        self._received = {unit_id: tuple(said) for unit_id, *said in told}
        ids = {said[0] for said in self._received.values()}
        versions: Any = FormVersion.select().where(FormVersion.id.in_(sorted(ids)))
        self._versions = {version.id: version for version in versions}
        self._cells: dict[int, Mapping[int, frozenset[str]]] = {}

    def of(self, unit_id: int) -> Completeness:
        """How complete the report of a unit is that is expected."""
        if unit_id not in self._received:
            return Completeness(1, 0, sum(map(len, self._required(self._last).values())))
        version_id, nil_reason, said = self._received[unit_id]
        if nil_reason:
            return Completeness(1, 1)
        required = self._required(self._versions[version_id])
        filled = [cells & _known(said.get(str(number)), cells) for number, cells in required.items()]
        return Completeness(1, 1, sum(map(len, required.values())), sum(map(len, filled)))

    def _required(self, version: FormVersion | None) -> Mapping[int, frozenset[str]]:
        """By number of an item that has to be reported: its cells, "" of one that is not broken down."""
        if version is None:
            return {}
        if version.id not in self._cells:
            version.form = self._form
            definitions = definitions_of(version)
            items = definitions.of((ENTRY, self._form.id))
            asked = [one for one in items if one.is_required and not one.shows_if]
            self._cells[version.id] = {one.number: frozenset(cells_of(definitions, one) or [""]) for one in asked}
        return self._cells[version.id]


def _known(kept: object, cells: frozenset[str]) -> frozenset[str]:
    """The cells that a report knows of an item; of one that was not broken down, all of it."""
    if isinstance(kept, dict):
        return frozenset(key for key, value in kept.items() if value is not None)
    return frozenset() if kept is None else cells
