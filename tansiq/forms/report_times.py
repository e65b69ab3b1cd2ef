"""The times of many reports at once: in which version each is, when it is due, and whether it is or was in time."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, NamedTuple

from tansiq.forms.deadlines import Punctuality, deadlines, punctuality
from tansiq.models import Extension, FormVersion, Report
from tansiq.platform import clock
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.reporting_period import period_named


class ReportTimes(NamedTuple):
    """The number of its version, the last day on which it is in time, and whether it was."""

    version: int
    due_on: date
    punctuality: Punctuality


def report_times(viewer: Viewer, report_ids: Collection[int]) -> Mapping[int, ReportTimes]:
    """By id of a report that `viewer` sees; three statements, however many reports. An extension counts for everybody:
    it is told by the day alone."""
    rows: Any = visible(Report, viewer).where(among(Report.id, id_list(report_ids)))
    columns = (Report.form, Report.unit, Report.period, Report.form_version, Report.first_submitted_at)
    reports = list(rows.select(Report.id, *columns).tuples())
    versions, extensions = _versions({row[4] for row in reports}), _extensions(reports)
    found, today = {}, clock.today()
    for report_id, form_id, unit_id, key, version_id, submitted_at in reports:
        version = versions[version_id]
        days = deadlines(version, period_named(key), extensions.get((form_id, unit_id, key)))
        found[report_id] = ReportTimes(version.number, days.due_on, punctuality(days, submitted_at, today))
    return found


def _versions(ids: set[int]) -> Mapping[int, FormVersion]:
    """The versions without what they ask, which is long."""
    columns = (FormVersion.number, FormVersion.opens_days, FormVersion.due_days, FormVersion.closes_days)
    rows: Any = FormVersion.select(FormVersion.id, *columns).where(FormVersion.id.in_(sorted(ids)))
    return {version.id: version for version in rows} if ids else {}


def _extensions(reports: Collection[tuple[Any, ...]]) -> Mapping[tuple[int, int, str], Extension]:
    units, periods = {row[2] for row in reports}, {row[3] for row in reports}
    rows: Any = Extension.select().where(among(Extension.unit, id_list(units)), Extension.archived_at.is_null())
    standing = rows.where(Extension.period.in_(sorted(periods))) if periods else ()
    return {(row.form_id, row.unit_id, row.period): row for row in standing}
