"""How all reports of a form stand: units by periods, each expected one told from days, in a few statements.

                2026-01     2026-02     2026-03
    Zinjibar    approved    submitted   overdue, 12 days
    Ja'ar       approved    returned    draft, not due yet
    Lawdar                              not due yet          assigned from March on

What is expected, units, versions, extensions and reports are read once each, however many units and periods there are;
whether each is late is told from them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from peewee import ModelSelect

from tansiq.forms.deadlines import Deadlines, deadlines, punctuality
from tansiq.forms.expected_reports import expected_reports, open_by_now
from tansiq.language.words import data_language
from tansiq.models import Extension, FormVersion, Report, TypeDefinition, Unit
from tansiq.platform import clock
from tansiq.platform.id_lists import among, id_list
from tansiq.policy.form_rules import followed
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.reporting_period import ReportingPeriod

RECEIVED = frozenset({"ON_TIME", "LATE"})
"""The codes of PUNCTUALITIES of reports that were submitted; one that was returned since was received all the same."""
WANTED = frozenset({"OVERDUE", "MISSED"})
"""Those of reports whose due day is over, and that were never submitted."""


@dataclass(frozen=True, slots=True)
class Stand:
    """How one expected report stands: `code` of PUNCTUALITIES, the days by which it is or was late, its days, and
    where it was begun the `state`, a code of REPORT_STATES, with its id and when it was last submitted (UTC)."""

    code: str
    days_late: int
    days: Deadlines
    state: str = ""
    report_id: int | None = None
    submitted_at: datetime | None = None

    @property
    def is_received(self) -> bool:
        return self.code in RECEIVED


@dataclass(frozen=True)
class FollowedReports:
    """`stands` by the id of a unit and the key of a period; pairs of which no report is expected are left out. `units`
    are those of which any is, by their names."""

    periods: Sequence[ReportingPeriod]
    units: Sequence[Unit]
    stands: Mapping[tuple[int, str], Stand]

    def of(self, period: ReportingPeriod) -> Iterator[tuple[Unit, Stand]]:
        """The units of which a report of a period is expected, each with how it stands."""
        for unit in self.units:
            if (stand := self.stands.get((unit.id, period.key))) is not None:
                yield unit, stand

    def received(self, period: ReportingPeriod) -> tuple[int, int]:
        """How many reports of a period were received, of how many that are expected."""
        told = [stand.is_received for _unit, stand in self.of(period)]
        return sum(told), len(told)


def followed_units(viewer: Viewer, form: TypeDefinition) -> "ModelSelect[Unit]":
    """The standing units of whose reports `viewer` reads all, submitted or not: of others nobody is told whether they
    are late."""
    rows = visible(Unit, viewer).where(Unit.archived_at.is_null())
    allowed = followed(Unit, viewer, form)
    return rows if allowed is None else rows.where(allowed)


def follow(
    viewer: Viewer,
    form: TypeDefinition,
    periods: Sequence[ReportingPeriod],
    units: "ModelSelect[Unit] | None" = None,
) -> FollowedReports:
    """How the reports of a form stand today. `units` are some of `followed_units`, all of them where none are given;
    periods that cannot be filled yet, or for which no version of the form is published, are left out."""
    asked, expected = _Asked(form, periods), expected_reports(viewer, form, periods)
    wanted = id_list(expected)
    rows: Any = (followed_units(viewer, form) if units is None else units).where(among(Unit.id, wanted))
    found = list(rows.order_by(getattr(Unit, f"name_order_{data_language()}"), Unit.id))
    reports = _reports(viewer, form, asked.periods, id_list(unit.id for unit in found))
    pairs = [(unit.id, one) for unit in found for one in asked.periods if one.ends in expected[unit.id].ends]
    stands = {(unit_id, one.key): asked.stand(unit_id, one, reports) for unit_id, one in pairs}
    return FollowedReports(asked.periods, found, stands)


class _Kept(NamedTuple):
    """Of a stored report, what says how it stands."""

    id: int
    version_id: int
    state: str
    first_submitted_at: datetime | None
    submitted_at: datetime | None


Reports = Mapping[tuple[int, str], _Kept]


class _Asked:
    """The periods of a form that were asked for with the days of each, read once for all units."""

    def __init__(self, form: TypeDefinition, periods: Sequence[ReportingPeriod]) -> None:
        self._versions = _versions(form)
        self.periods = open_by_now(form, periods)
        self._of_period = {one.key: self._version(one) for one in self.periods}
        self._extensions = _extensions(form, self.periods)
        self._plain: dict[tuple[int, str], Deadlines] = {}
        self._today = clock.today()

    def stand(self, unit_id: int, period: ReportingPeriod, reports: Reports) -> Stand:
        """How the report of a unit stands that is expected."""
        key = (unit_id, period.key)
        kept = reports.get(key)
        version = self._of_period[period.key] if kept is None else self._versions[kept.version_id]
        days = self._days(version, period, self._extensions.get(key))
        told = punctuality(days, kept.first_submitted_at if kept else None, self._today)
        if kept is None:
            return Stand(told.code, told.days_late, days)
        return Stand(told.code, told.days_late, days, kept.state, kept.id, kept.submitted_at)

    def _days(self, version: Any, period: ReportingPeriod, extension: Extension | None) -> Deadlines:
        if extension is not None:
            return deadlines(version, period, extension)
        key = (version.id, period.key)
        if key not in self._plain:
            self._plain[key] = deadlines(version, period)
        return self._plain[key]

    def _version(self, period: ReportingPeriod) -> FormVersion:
        """As `version_of_period` finds it; there is one for each period that may be filled."""
        standing = (one for one in self._versions.values() if one.withdrawn_on is None)
        return max((one for one in standing if one.used_from <= period.begins), key=lambda one: one.number)


def _versions(form: TypeDefinition) -> Mapping[int, FormVersion]:
    """All versions of a form by their ids, without what they say."""
    names = ("id", "number", "used_from", "withdrawn_on", "opens_days", "due_days", "closes_days")
    rows = FormVersion.select(*(getattr(FormVersion, name) for name in names)).where(FormVersion.form == form.id)
    return {one.id: one for one in rows}


def _extensions(form: TypeDefinition, periods: Sequence[ReportingPeriod]) -> Mapping[tuple[int, str], Extension]:
    table: Any = Extension
    rows = table.select().where(table.form == form.id, table.archived_at.is_null())
    rows = rows.where(table.period.in_([one.key for one in periods]))
    return {(one.unit_id, one.period): one for one in rows}


def _reports(viewer: Viewer, form: TypeDefinition, periods: Sequence[ReportingPeriod], unit_ids: str) -> Reports:
    if not periods:
        return {}
    table: Any = Report
    ends = [one.ends for one in periods]
    rows: Any = visible(Report, viewer).where(table.form == form.id, table.archived_at.is_null())
    rows = rows.where(table.period_ends.between(min(ends), max(ends)), among(table.unit, unit_ids))
    names = ("unit", "period", "id", "form_version", "report_state", "first_submitted_at", "submitted_at")
    told = rows.select(*(getattr(table, name) for name in names)).tuples()
    return {(unit_id, period): _Kept(*kept) for unit_id, period, *kept in told}
