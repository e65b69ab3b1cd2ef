"""Interventions: what one organisation does in one sector, from when until when, where and with whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any

import strawberry

from api.enums import Modality, OrganizationKind, PartnerRole, Status
from api.filters import filters
from api.filters.arguments import Info, RecordId, says, takes
from api.filters.by_site import has_site
from api.http.context import Context
from api.planner.fields import bilingual, column, parts, refers_to
from api.planner.pages import Connection, Order, day, moment
from api.planner.rows import Rows, planned
from api.types.organization import Organization
from api.types.project import Project
from api.types.sector import ActivityType, Sector
from api.types.site import Site
from tansiq import models
from tansiq.models import Partnership
from tansiq.policy.visibility import visible

table = models.Intervention


@strawberry.type(description="An organisation's part in an intervention that another one carries out.")
class Partner:
    role: PartnerRole = column(Partnership.role, "What it does.")
    organization: Organization | None = refers_to(Partnership.organization, models.Organization, "Who it is.")


@strawberry.type(description="What one organisation does in one sector, over some time, at one or more sites.")
class Intervention:
    id: strawberry.ID = column(table.id, "Number of the record.")
    record_id: str = column(table.record_id, "Record id, the same in every exchange of sheets.")
    title_ar: str = column(table.title_ar, "Arabic title; empty where there is none.")
    title_en: str = column(table.title_en, "English title; empty where there is none.")
    title: str = bilingual(table.title_ar, table.title_en, "Title in one language, or the other's where that is empty.")
    organization: Organization | None = refers_to(table.organization, models.Organization, "Who carries it out.")
    partners: list[Partner] = parts(
        Partnership.intervention, "Who else has a part in it.", order=(Partnership.role, Partnership.organization)
    )
    project: Project | None = refers_to(table.project, models.Project, "The project it belongs to.")
    sector: Sector | None = refers_to(table.sector, models.Sector, "The sector.")
    subsector: Sector | None = refers_to(table.subsector, models.Sector, "The sub-sector, if known.")
    activity_type: ActivityType | None = refers_to(table.activity_type, models.ActivityType, "The kind of activity.")
    status: Status = column(table.status, "How far it has come.")
    modality: Modality | None = column(table.modality, "In which form help is given.")
    starts_on: date | None = column(table.starts_on, "First day; empty where it is not known.")
    ends_on: date | None = column(table.ends_on, "Last day; empty while it runs.")
    budget: Decimal | None = column(table.budget, "Budget in units of the currency.")
    currency: str = column(table.currency, "Currency of the budget: ISO 4217, such as USD or YER.")
    remarks: str = column(table.remarks, "Remarks.")
    changed_at: datetime = column(table.changed_at, "When the record last changed (UTC).")
    sites: list[Site] = parts(
        models.Site.intervention, "Where, for whom and for how many.", order=(models.Site.number,)
    )


@strawberry.enum(description="What interventions may be ordered by.")
class InterventionOrder(Enum):
    ID = strawberry.enum_value("ID", description="The order in which they were entered.")
    STARTS_ON = strawberry.enum_value("STARTS_ON", description="First day; those without one come last.")
    ENDS_ON = strawberry.enum_value("ENDS_ON", description="Last day; those still running come last.")
    CHANGED_AT = strawberry.enum_value("CHANGED_AT", description="When the record last changed.")


ORDERS = {
    InterventionOrder.ID: Order("ID", table.id, table.id),
    InterventionOrder.STARTS_ON: Order("STARTS_ON", table.starts_on, table.id, kind=day, is_nullable=True),
    InterventionOrder.ENDS_ON: Order("ENDS_ON", table.ends_on, table.id, kind=day, is_nullable=True),
    InterventionOrder.CHANGED_AT: Order("CHANGED_AT", table.changed_at, table.id, kind=moment),
}


@dataclass(frozen=True)
class InterventionFilters(filters.Paging):
    """What interventions may be narrowed by."""

    within: filters.Within = None
    status: Annotated[list[Status] | None, says("Only these statuses.")] = None
    sector: filters.SectorCode = None
    activity_type: Annotated[str | None, says("Code of the kind of activity.")] = None
    modality: Annotated[list[Modality] | None, says("Only these forms of help.")] = None
    organization: Annotated[strawberry.ID | None, says("Id of the organisation that carries it out.")] = None
    organization_kind: Annotated[list[OrganizationKind] | None, says("Only organisations of these kinds.")] = None
    partner: Annotated[strawberry.ID | None, says("Id of an organisation that has a part in it.")] = None
    project: Annotated[strawberry.ID | None, says("Id of the project.")] = None
    population_group: filters.GroupCode = None
    period: Annotated[filters.Period | None, says("Only interventions that run on a day of this period.")] = None
    search: filters.Search = None
    order_by: Annotated[InterventionOrder, says("What the list is ordered by.")] = InterventionOrder.ID

    def conditions(self, info: Info[Any, Any]) -> Sequence[Any]:
        context = info.context
        return (
            has_site(context, table, self.within, self.population_group),
            filters.is_any(table.status, self.status),
            filters.in_sector(context, table, self.sector),
            filters.is_coded(context, table.activity_type, self.activity_type, "activityType"),
            filters.is_any(table.modality, self.modality),
            filters.is_record(context, table.organization, self.organization),
            filters.of_kind(context, table.organization, self.organization_kind),
            self._has_partner(context),
            filters.is_record(context, table.project, self.project),
            filters.meets(table, self.period),
            filters.contains(table, self.search),
        )

    def _has_partner(self, context: Context) -> Any:
        condition = filters.is_record(context, Partnership.organization, self.partner)
        return (
            None if condition is None else table.id.in_(Partnership.select(Partnership.intervention).where(condition))
        )


@takes(InterventionFilters)
def interventions(info: Info[Any, Any], asked: InterventionFilters) -> Connection[Intervention]:
    """Interventions, in the order of their entry unless said otherwise."""
    return planned(asked.page(visible(table, info.context.viewer), asked.conditions(info), ORDERS[asked.order_by]))


def intervention(info: Info[Any, Any], id: RecordId) -> Intervention | None:
    """One intervention."""
    return planned(Rows(filters.one(info.context, table, id)))
