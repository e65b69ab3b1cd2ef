"""Interventions and their sites: what one organisation does in one sector, from when until when, where and with whom.

A site names its intervention and an intervention lists its sites, so both types stand here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import partial
from typing import Annotated, Any

import strawberry

from api.context import Context
from api.enums import Modality, OrganizationKind, PartnerRole, Status
from api.filters.arguments import GroupCode, Info, Paging, Period, RecordId, Search, SectorCode, Within, says, takes
from api.filters.by_site import has_site
from api.filters.conditions import (
    contains,
    has_code,
    in_sector,
    is_one_of,
    meets,
    of_organization_kind,
    record_with_id,
    refers_to_record,
)
from api.filters.limits import slices_within_limits
from api.planner.cursors import day, moment
from api.planner.fields import bilingual, column, parts, refers_to, same_row
from api.planner.pages import Connection, Order
from api.planner.rows import Rows, planned
from api.types.area import Area
from api.types.extra import own_fields
from api.types.organization import Organization
from api.types.project import Project
from api.types.sector import ActivityType, PopulationGroup, Sector
from tansiq import models
from tansiq.models import Partnership
from tansiq.policy.visibility import visible

table = models.Intervention
site = models.Site
figure = models.ReachedFigure


@strawberry.type(description="Persons by sex and age, as far as they were told apart.")
class TargetedPeople:
    women: int | None = column(site.targeted_women, "Women.")
    men: int | None = column(site.targeted_men, "Men.")
    girls: int | None = column(site.targeted_girls, "Girls.")
    boys: int | None = column(site.targeted_boys, "Boys.")
    elderly_women: int | None = column(site.targeted_elderly_women, "Elderly women.")
    elderly_men: int | None = column(site.targeted_elderly_men, "Elderly men.")
    disabled: int | None = column(site.targeted_disabled, "Of all these, persons with disability.")


@strawberry.type(description="Persons by sex and age, as far as they were told apart.")
class ReachedPeople:
    women: int | None = column(site.reached_women, "Women.")
    men: int | None = column(site.reached_men, "Men.")
    girls: int | None = column(site.reached_girls, "Girls.")
    boys: int | None = column(site.reached_boys, "Boys.")
    elderly_women: int | None = column(site.reached_elderly_women, "Elderly women.")
    elderly_men: int | None = column(site.reached_elderly_men, "Elderly men.")
    disabled: int | None = column(site.reached_disabled, "Of all these, persons with disability.")


@strawberry.type(
    description="How many people a site had reached by the end of a month: all of them since its beginning, so that "
    "the figures of several months are never added up."
)
class ReachedOfMonth:
    month: date = column(figure.month, "First day of the month.")
    people: int | None = column(figure.people, "Persons reached so far; empty where they are not known any more.")


@strawberry.type(description="One intervention in one area for one group of people. Empty is not known, zero is none.")
class Site:
    id: strawberry.ID = column(site.id, "Number of the record.")
    number: int = column(site.number, "Counts the sites of one intervention from 1.")
    intervention: "Intervention | None" = refers_to(site.intervention, models.Intervention, "What is done here.")
    area: Area | None = refers_to(site.area, models.Area, "Where: the lowest area known.")
    governorate: Area | None = refers_to(site.governorate, models.Area, "The governorate it lies in.")
    district: Area | None = refers_to(site.district, models.Area, "The district it lies in.")
    subdistrict: Area | None = refers_to(site.subdistrict, models.Area, "The sub-district it lies in, if known.")
    population_group: PopulationGroup | None = refers_to(site.population_group, models.PopulationGroup, "For whom.")
    people_targeted: int | None = column(site.targeted, "Persons the organisation means to reach.")
    people_reached: int | None = column(site.reached, "Persons reached so far, as told for the last month.")
    reached_by_month: list[ReachedOfMonth] = parts(
        figure.site,
        "The persons reached so far as they were told month by month, the earliest first; the last is peopleReached.",
        order=(figure.month,),
        only=figure.archived_at.is_null(),
    )
    targeted: TargetedPeople = same_row("The persons the organisation means to reach, by sex and age.")
    reached: ReachedPeople = same_row("The persons reached so far, by sex and age.")
    households_targeted: int | None = column(site.households_targeted, "Households to be reached, not persons.")
    households_reached: int | None = column(site.households_reached, "Households reached so far, not persons.")
    is_distinct_people: bool = column(
        site.is_distinct_people,
        "Whether these people are reached by no other intervention in this area and sector.",
    )
    latitude: float | None = column(site.latitude, "Degrees north (WGS84).")
    longitude: float | None = column(site.longitude, "Degrees east (WGS84).")
    extra: Any = own_fields(models.Site)


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
    sites: list[Site] = parts(site.intervention, "Where, for whom and for how many.", order=(site.number,))
    extra: Any = own_fields(models.Intervention)


@strawberry.enum(description="What interventions may be ordered by.")
class InterventionOrder(Enum):
    ID = strawberry.enum_value("ID", description="The order in which they were entered.")
    STARTS_ON = strawberry.enum_value("STARTS_ON", description="First day; those without one come last.")
    ENDS_ON = strawberry.enum_value("ENDS_ON", description="Last day; those still running come last.")
    CHANGED_AT = strawberry.enum_value("CHANGED_AT", description="When the record last changed.")


ORDERS = {
    InterventionOrder.ID: Order("ID", table.id, table.id),
    InterventionOrder.STARTS_ON: Order("STARTS_ON", table.starts_on, table.id, parse=day, is_nullable=True),
    InterventionOrder.ENDS_ON: Order("ENDS_ON", table.ends_on, table.id, parse=day, is_nullable=True),
    InterventionOrder.CHANGED_AT: Order("CHANGED_AT", table.changed_at, table.id, parse=moment),
}


@dataclass(frozen=True)
class InterventionFilters(Paging):
    """What interventions may be narrowed by."""

    within: Within = None
    status: Annotated[list[Status] | None, says("Only these statuses.")] = None
    sector: SectorCode = None
    activity_type: Annotated[str | None, says("Code of the kind of activity.")] = None
    modality: Annotated[list[Modality] | None, says("Only these forms of help.")] = None
    organization: Annotated[strawberry.ID | None, says("Id of the organisation that carries it out.")] = None
    organization_kind: Annotated[list[OrganizationKind] | None, says("Only organisations of these kinds.")] = None
    partner: Annotated[strawberry.ID | None, says("Id of an organisation that has a part in it.")] = None
    project: Annotated[strawberry.ID | None, says("Id of the project.")] = None
    population_group: GroupCode = None
    period: Annotated[Period | None, says("Only interventions that run on a day of this period.")] = None
    search: Search = None
    order_by: Annotated[InterventionOrder, says("What the list is ordered by.")] = InterventionOrder.ID

    def conditions(self, info: Info[Any, Any]) -> Sequence[Any]:
        context = info.context
        return (
            has_site(context, table, self.within, self.population_group),
            is_one_of(table.status, self.status),
            in_sector(context, table, self.sector),
            has_code(context, table.activity_type, self.activity_type, "activityType"),
            is_one_of(table.modality, self.modality),
            refers_to_record(context, table.organization, self.organization),
            of_organization_kind(context, table.organization, self.organization_kind),
            self._has_partner(context),
            refers_to_record(context, table.project, self.project),
            meets(table, self.period),
            contains(table, self.search),
        )

    def _has_partner(self, context: Context) -> Any:
        condition = refers_to_record(context, Partnership.organization, self.partner)
        return (
            None if condition is None else table.id.in_(Partnership.select(Partnership.intervention).where(condition))
        )


@takes(InterventionFilters)
def interventions(info: Info[Any, Any], asked: InterventionFilters) -> Connection[Intervention]:
    """Interventions, in the order of their entry unless said otherwise."""
    context = info.context
    slices, conditions = slices_within_limits(context), asked.conditions(info)
    rows = partial(visible, table, context.viewer)
    return planned(asked.page_in_slices(rows, slices, conditions, ORDERS[asked.order_by]))


def intervention(info: Info[Any, Any], id: RecordId) -> Intervention | None:
    """One intervention."""
    return planned(Rows(record_with_id(info.context, table, id)))
