"""Reporting rounds and the reports of organisations in them: who reported, when, whether in time; never a draft."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any

import strawberry

from api.enums import ReportPunctuality, RoundKind, RoundRating, RoundState
from api.filters.arguments import Info, Paging, RecordId, Within, says, takes
from api.filters.conditions import area_within, is_one_of, record_with_id, refers_to_record
from api.planner.fields import bilingual, column, parts, reckoned, refers_to, usually
from api.planner.kept_figures import Reckoning
from api.planner.pages import Connection, Order
from api.planner.rows import Rows, planned
from api.types.area import Area
from api.types.organization import Organization
from api.types.plan import Plan
from tansiq import models
from tansiq.forms.deadlines import Punctuality
from tansiq.models.data_stamps import table_name
from tansiq.policy.visibility import visible
from tansiq.reporting_period import period_named
from tansiq.rounds.counts import RoundCounts, counts_by_id, counts_in_round
from tansiq.rounds.report_times import times_of_reports

table = models.Round
report = models.RoundReport
USUAL_REPORTS = 50
"""Reports that a round usually asks for."""

_TABLES = tuple(map(table_name, (table, report, models.Organization, models.Site, models.Area)))
COUNTS = Reckoning(counts_by_id, _TABLES)
TIMES = Reckoning(times_of_reports, _TABLES)
_NONE = RoundCounts()


def _expected(told: RoundCounts | None) -> int:
    return (told or _NONE).expected


def _submitted(told: RoundCounts | None) -> int:
    return (told or _NONE).submitted


def _on_time(told: RoundCounts | None) -> int:
    return (told or _NONE).on_time


def _completeness(told: RoundCounts | None) -> float | None:
    return (told or _NONE).completeness


def _timeliness(told: RoundCounts | None) -> float | None:
    return (told or _NONE).timeliness


def _is_on_time(told: Punctuality | None) -> bool | None:
    return None if told is None or told.code not in ("ON_TIME", "LATE") else told.code == "ON_TIME"


def _punctuality(told: Punctuality | None) -> str | None:
    return None if told is None else told.code


def _days_late(told: Punctuality | None) -> int | None:
    return None if told is None else told.days_late


@strawberry.type(
    description="""The report of one organisation in a round. What it says stands in the register: in interventions,
their sites and items of plans."""
)
class RoundReport:
    id: strawberry.ID = column(report.id, "Number of the record.")
    round: "Round | None" = refers_to(report.round, models.Round, "The round in which it is asked for.")
    organization: Organization | None = refers_to(report.organization, models.Organization, "Whose it is.")
    state: RoundState = column(report.round_state, "How far it is.")
    nil_reason: str = column(report.nil_reason, "Why there was nothing to report; empty where there was something.")
    first_submitted_at: datetime | None = column(report.first_submitted_at, "When it was first submitted (UTC).")
    submitted_at: datetime | None = column(report.submitted_at, "When it was last submitted (UTC).")
    accepted_at: datetime | None = column(report.accepted_at, "When it was accepted (UTC).")
    is_on_time: bool | None = reckoned(
        report.id,
        TIMES,
        by=_is_on_time,
        description="Whether it was first submitted in time, days of grace included; null as long as it never was.",
    )
    punctuality: ReportPunctuality | None = reckoned(
        report.id, TIMES, by=_punctuality, description="Whether it is or was in time, in one word."
    )
    days_late: int | None = reckoned(
        report.id, TIMES, by=_days_late, description="Days by which it is or was late; 0 in time."
    )
    rating: RoundRating | None = column(
        report.rating, "How well the organisation achieved what it had planned, as the officer sees it."
    )
    changed_at: datetime = column(report.changed_at, "When the record last changed (UTC).")


@strawberry.type(
    description="""A round in which an authority asks organisations what they did, or mean to do, until a day. Its
counts are of the reports that are shown to you; a merged organisation counts once."""
)
class Round:
    id: strawberry.ID = column(table.id, "Number of the record.")
    name_ar: str = column(table.name_ar, "Arabic name; empty where there is none.")
    name_en: str = column(table.name_en, "English name; empty where there is none.")
    name: str = bilingual(table.name_ar, table.name_en, "Name in one language, or the other's where that is empty.")
    area: Area | None = refers_to(table.area, models.Area, "Where, with all that lies there.")
    kind: RoundKind = column(table.round_kind, "What is asked for.")
    period: str = column(table.period, "Key of the period that is reported on, such as 2026-Q1.")
    begins_on: date = column(table.begins_on, "The first day of the period.")
    ends_on: date = column(table.ends_on, "The last day of the period.")
    opens_on: date = column(table.opens_on, "The first day on which it can be filled.")
    due_on: date = column(table.due_on, "The day on which reports are due, at midnight of the country.")
    grace_days: int = column(table.grace_days, "So many days after the due day a report is still on time.")
    takes_late: bool = column(table.takes_late, "Whether reports are taken after that, as late ones.")
    plan: Plan | None = refers_to(table.plan, models.Plan, "The plan whose items are reported on too.")
    opened_at: datetime | None = column(table.opened_at, "When it opened (UTC); null: it did not yet.")
    expected_count: int = reckoned(table.id, COUNTS, by=_expected, description="Reports that are expected.")
    submitted_count: int = reckoned(
        table.id,
        COUNTS,
        by=_submitted,
        description="Those of them that are submitted or accepted; one that was returned is not.",
    )
    on_time_count: int = reckoned(
        table.id, COUNTS, by=_on_time, description="Of those submitted, the ones first submitted in time."
    )
    completeness: float | None = reckoned(
        table.id, COUNTS, by=_completeness, description="Submitted of expected, 0 to 1; null where none is expected."
    )
    timeliness: float | None = reckoned(
        table.id,
        COUNTS,
        by=_timeliness,
        description="Submitted in time of expected, 0 to 1; null where none is expected.",
    )
    reports: list[RoundReport] = usually(
        USUAL_REPORTS,
        parts(
            report.round, "The reports that are expected.", order=(report.organization,), only=counts_in_round(report)
        ),
    )
    changed_at: datetime = column(table.changed_at, "When the record last changed (UTC).")


@dataclass(frozen=True)
class RoundFilters(Paging):
    """What rounds may be narrowed by."""

    within: Within = None
    kind: Annotated[list[RoundKind] | None, says("Only rounds that ask for this.")] = None
    period: Annotated[str | None, says("Key of a period, such as 2026-Q1: only rounds of it.")] = None

    def conditions(self, info: Info[Any, Any]) -> Sequence[Any]:
        return (
            area_within(info.context, table.area, self.within),
            is_one_of(table.round_kind, self.kind),
            None if self.period is None else table.period == period_named(self.period).key,
            table.archived_at.is_null(),
        )


@dataclass(frozen=True)
class RoundReportFilters(Paging):
    """What reports in rounds may be narrowed by."""

    round: Annotated[strawberry.ID | None, says("Id of a round: only its reports.")] = None
    organization: Annotated[strawberry.ID | None, says("Id of an organisation: only its reports.")] = None
    state: Annotated[list[RoundState] | None, says("Only reports that are so far.")] = None

    def conditions(self, info: Info[Any, Any]) -> Sequence[Any]:
        return (
            refers_to_record(info.context, report.round, self.round),
            refers_to_record(info.context, report.organization, self.organization),
            is_one_of(report.round_state, self.state),
            counts_in_round(report),
        )


@takes(RoundFilters)
def rounds(info: Info[Any, Any], asked: RoundFilters) -> Connection[Round]:
    """Reporting rounds, in the order of their entry."""
    order = Order("ID", table.id, table.id)
    return planned(asked.page(visible(table, info.context.viewer), asked.conditions(info), order))


def round_(info: Info[Any, Any], id: RecordId) -> Round | None:
    """One reporting round."""
    return planned(Rows(record_with_id(info.context, table, id)))


@takes(RoundReportFilters)
def round_reports(info: Info[Any, Any], asked: RoundReportFilters) -> Connection[RoundReport]:
    """The reports of organisations in rounds, in the order in which they were asked for."""
    order = Order("ID", report.id, report.id)
    return planned(asked.page(visible(report, info.context.viewer), asked.conditions(info), order))
