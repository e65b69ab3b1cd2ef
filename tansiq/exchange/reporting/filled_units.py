"""The reports that somebody may send for one period of a form, as they stand: one for each unit they fill in for."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from peewee import chunked

from tansiq.faults import Fault, Refused
from tansiq.forms.expecting import expected_units
from tansiq.language.words import say
from tansiq.models import Report, TypeDefinition, Unit
from tansiq.models.form_version import version_of_period
from tansiq.models.report import read_versions
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import among, visible
from tansiq.reporting_period import ReportingPeriod

_AT_ONCE = 500


@dataclass(frozen=True)
class Standing:
    """The report of a unit as it stands, a new one where none was begun; and that of the period before, as far as the
    viewer reads it."""

    unit: Unit
    report: Report
    before: Report | None


def units_filled(viewer: Viewer, form: TypeDefinition, period: ReportingPeriod) -> list[Unit]:
    """The units expected to fill the form for a period for which the viewer fills it in, in the order of their ids."""
    units = list(expected_units(viewer, form, period).order_by(Unit.id))
    rows = [Report(form=form, unit=unit, period=period.key) for unit in units]
    ids = {row.unit_id for row in among(viewer, "CREATE", rows)}
    return [unit for unit in units if unit.id in ids]


def standing(viewer: Viewer, form: TypeDefinition, period: ReportingPeriod, units: Iterable[Unit]) -> list[Standing]:
    """The reports of these units. Raises Refused(NO_VERSION) where one would be new and no version of the form is for
    the period."""
    units, version = list(units), version_of_period(form.id, period.begins)
    ids = [unit.id for unit in units]
    now, before = (_reports(viewer, form, key, ids) for key in (period.key, period.after(-1).key))
    read_versions([*now.values(), *before.values()])
    found = []
    for unit in units:
        report = now.get(unit.id)
        if report is None and version is None:
            raise Refused(Fault("NO_VERSION", "period", say("No version of this form was published for that period.")))
        if report is None:
            report = Report(form=form, unit=unit, period=period.key, form_version=version, period_ends=period.ends)
        found.append(Standing(unit, report, before.get(unit.id)))
    return found


def _reports(viewer: Viewer, form: TypeDefinition, period: str, unit_ids: list[int]) -> dict[int, Report]:
    rows: Any = visible(Report, viewer).where(Report.form == form.id, Report.archived_at.is_null())
    found: dict[int, Report] = {}
    for piece in chunked(unit_ids, _AT_ONCE):
        found |= {row.unit_id: row for row in rows.where(Report.period == period, Report.unit.in_(piece))}
    return found
