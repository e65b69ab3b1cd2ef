"""Reports: what units said in a form for a period, in the version in which they were asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Annotated, Any

import strawberry

from api.enums import ReportPunctuality, ReportState
from api.filters.arguments import Info, Paging, RecordId, Within, says, takes
from api.filters.conditions import area_within, is_one_of, record_with_id, refers_to_record
from api.planner.computed_rows import ITSELF
from api.planner.cursors import day
from api.planner.fields import Computed, Spoken, bilingual, column, computed, reckoned, refers_to
from api.planner.kept_figures import Reckoning
from api.planner.own_values import in_words
from api.planner.pages import Connection, Order
from api.planner.plan_builder import READ
from api.planner.reckoned_parts import reckoned_parts
from api.planner.rows import Rows, planned
from api.types.form import form_with_key
from api.types.unit import Unit
from tansiq import models
from tansiq.forms.report_times import ReportTimes, report_times
from tansiq.forms.reported_values import values_of_reports
from tansiq.models.data_stamps import table_name
from tansiq.models.definitions import TABLES, known
from tansiq.models.entry import REFERENCES
from tansiq.policy.viewer import Viewer
from tansiq.policy.visibility import visible
from tansiq.reporting_period import period_named

table = models.Report
USUAL_VALUES = 50
"""Values that a report usually has."""


def _keys(_viewer: Viewer, ids: Iterable[int]) -> Mapping[int, str]:
    types = known().types
    return {row_id: types[row_id].key for row_id in ids if row_id in types}


_OF_REPORTS = tuple(map(table_name, (table, models.FormVersion, models.Extension, models.Unit)))
FORMS = Reckoning(_keys, TABLES)
TIMES = Reckoning(report_times, (*_OF_REPORTS, "type_definition"))
VALUES = Reckoning(
    values_of_reports,
    (*_OF_REPORTS, *TABLES, table_name(models.Figure), *(table_name(model) for model in REFERENCES.values())),
    size=lambda values: 1 + len(values),
)


def _key(told: str | None) -> str:
    return told or ""


def _begins(period: str) -> date:
    return period_named(period).begins


def _due_on(told: ReportTimes | None) -> date | None:
    return None if told is None else told.due_on


def _punctuality(told: ReportTimes | None) -> str | None:
    return None if told is None else told.punctuality.code


def _days_late(told: ReportTimes | None) -> int | None:
    return None if told is None else told.punctuality.days_late


def _version(told: ReportTimes | None) -> int | None:
    return None if told is None else told.version


def _text(language: Spoken = None) -> str | None:
    raise NotImplementedError("This field is read by a plan; its resolver must return planned rows.")


@strawberry.type(
    description="""What a report says of an item, or of one cell of its breakdown. What it does not know has no value;
what is personal or not published is never told here."""
)
class ReportValue:
    key: str = column("key", "How programs call the item, such as vehicles.")
    label: str = bilingual("label_ar", "label_en", "What people call the item, in one language or else the other.")
    cell: str = column(
        "cell",
        "Code of the answer by which it is broken down, with two lists one of each and a space between; empty: all of "
        "it.",
    )
    text: str | None = strawberry.field(
        resolver=_text,
        description="The value in words; null where it refers to a record that is not shown to you.",
        metadata={READ: Computed((ITSELF,), in_words)},
    )
    number: float | None = column("number", "The value of an item of numbers.")
    day: date | None = column("on", "The value of an item of days.")
    yes: bool | None = column("yes", "The value of a question that is answered with yes or no.")
    codes: list[str] | None = column("codes", "The codes of the answers that were chosen out of a list.")


@strawberry.type(description="What a unit reports in a form for one period.")
class Report:
    id: strawberry.ID = column(table.id, "Number of the record.")
    form: str = reckoned(table.form, FORMS, by=_key, description="Key of the form; `forms` tells what it asks.")
    version: int | None = reckoned(
        table.id, TIMES, by=_version, description="Number of the version of the form in which it is asked."
    )
    unit: Unit | None = refers_to(table.unit, models.Unit, "Whose it is.")
    period: str = column(table.period, "Key of the period, such as 2026-Q1.")
    begins_on: date = computed(table.period, by=_begins, description="The first day of the period.")
    ends_on: date = column(table.period_ends, "The last day of the period.")
    state: ReportState = column(table.report_state, "How far it is.")
    approved_level: int = column(table.approved_level, "How many offices have approved it, one after another.")
    nil_reason: str = column(table.nil_reason, "Why there was nothing to report; empty where there was something.")
    first_submitted_at: datetime | None = column(table.first_submitted_at, "When it was first submitted (UTC).")
    submitted_at: datetime | None = column(table.submitted_at, "When it was last submitted (UTC).")
    due_on: date | None = reckoned(
        table.id, TIMES, by=_due_on, description="The last day on which it is in time, at midnight of the country."
    )
    punctuality: ReportPunctuality | None = reckoned(
        table.id,
        TIMES,
        by=_punctuality,
        description="Whether it is or was in time, by when it was first submitted.",
    )
    days_late: int | None = reckoned(
        table.id, TIMES, by=_days_late, description="Days by which it is or was late; 0 in time."
    )
    values: list[ReportValue] = reckoned_parts(
        table.id, VALUES, "What it says, in the order of the form.", expected=USUAL_VALUES
    )
    changed_at: datetime = column(table.changed_at, "When the record last changed (UTC).")


@strawberry.enum(description="What reports may be ordered by.")
class ReportOrder(Enum):
    ID = strawberry.enum_value("ID", description="The order in which they were begun.")
    PERIOD = strawberry.enum_value("PERIOD", description="The last day of their periods.")


@dataclass(frozen=True)
class ReportFilters(Paging):
    """What reports may be narrowed by."""

    form: Annotated[str | None, says("Key of a form: only its reports; `forms` lists them.")] = None
    within: Within = None
    unit: Annotated[strawberry.ID | None, says("Id of a unit: only its reports.")] = None
    period: Annotated[str | None, says("Key of a period, such as 2026-Q1: only reports of it.")] = None
    state: Annotated[list[ReportState] | None, says("Only reports that are so far.")] = None
    order_by: Annotated[ReportOrder, says("What the list is ordered by.")] = ReportOrder.ID

    def conditions(self, info: Info[Any, Any]) -> Sequence[Any]:
        context = info.context
        return (
            None if self.form is None else table.form == form_with_key(context, self.form).id,
            _of_units(area_within(context, models.Unit.area, self.within)),
            refers_to_record(context, table.unit, self.unit),
            None if self.period is None else table.period == period_named(self.period).key,
            is_one_of(table.report_state, self.state),
            table.archived_at.is_null(),
        )


def _of_units(condition: Any) -> Any:
    units = models.Unit
    return None if condition is None else table.unit.in_(units.select(units.id).where(condition))


def _order(order_by: ReportOrder) -> Order:
    if order_by is ReportOrder.PERIOD:
        return Order("PERIOD", table.period_ends, table.id, parse=day)
    return Order("ID", table.id, table.id)


@takes(ReportFilters)
def reports(info: Info[Any, Any], asked: ReportFilters) -> Connection[Report]:
    """What units reported in forms, in the order in which it was begun unless said otherwise."""
    return planned(asked.page(visible(table, info.context.viewer), asked.conditions(info), _order(asked.order_by)))


def report(info: Info[Any, Any], id: RecordId) -> Report | None:
    """One report."""
    return planned(Rows(record_with_id(info.context, table, id)))
