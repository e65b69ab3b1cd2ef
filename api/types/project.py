"""Projects: the umbrella over interventions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any

import strawberry

from api.filters.arguments import Info, Paging, Period, RecordId, Search, says, takes
from api.filters.conditions import contains, meets, record_with_id, refers_to_record
from api.planner.cursors import day
from api.planner.fields import bilingual, column, parts, refers_to
from api.planner.pages import Connection, Order
from api.planner.rows import Rows, planned
from api.types.extra import own_fields
from api.types.organization import Organization
from tansiq import models
from tansiq.models import ProjectDonor
from tansiq.policy.visibility import visible

table = models.Project


@strawberry.type(description="One project, under which interventions stand.")
class Project:
    id: strawberry.ID = column(table.id, "Number of the record.")
    code: str | None = column(table.code, "The project's own code.")
    title_ar: str = column(table.title_ar, "Arabic title; empty where there is none.")
    title_en: str = column(table.title_en, "English title; empty where there is none.")
    title: str = bilingual(table.title_ar, table.title_en, "Title in one language, or the other's where that is empty.")
    organization: Organization | None = refers_to(table.organization, models.Organization, "Who answers for it.")
    donors: list[Organization] = parts(
        ProjectDonor.project,
        "The organisations that pay for it.",
        order=(ProjectDonor.organization,),
        through=ProjectDonor.organization,
    )
    budget: Decimal | None = column(table.budget, "Budget in units of the currency.")
    currency: str = column(table.currency, "Currency of the budget: ISO 4217, such as USD or YER.")
    starts_on: date | None = column(table.starts_on, "First day.")
    ends_on: date | None = column(table.ends_on, "Last day; empty while it runs.")
    extra: Any = own_fields(models.Project)


@strawberry.enum(description="What projects may be ordered by.")
class ProjectOrder(Enum):
    ID = strawberry.enum_value("ID", description="The order in which they were entered.")
    STARTS_ON = strawberry.enum_value("STARTS_ON", description="First day; those without one come last.")


@dataclass(frozen=True)
class ProjectFilters(Paging):
    """What projects may be narrowed by."""

    organization: Annotated[strawberry.ID | None, says("Id of the organisation that answers for it.")] = None
    donor: Annotated[strawberry.ID | None, says("Id of an organisation that pays for it.")] = None
    period: Annotated[Period | None, says("Only projects that run on a day of this period.")] = None
    search: Search = None
    order_by: Annotated[ProjectOrder, says("What the list is ordered by.")] = ProjectOrder.ID

    def conditions(self, info: Info[Any, Any]) -> Sequence[Any]:
        donor = refers_to_record(info.context, ProjectDonor.organization, self.donor)
        return (
            refers_to_record(info.context, table.organization, self.organization),
            None if donor is None else table.id.in_(ProjectDonor.select(ProjectDonor.project).where(donor)),
            meets(table, self.period),
            contains(table, self.search),
        )


@takes(ProjectFilters)
def projects(info: Info[Any, Any], asked: ProjectFilters) -> Connection[Project]:
    """Projects, in the order of their entry unless said otherwise."""
    order = Order("ID", table.id, table.id)
    if asked.order_by is ProjectOrder.STARTS_ON:
        order = Order("STARTS_ON", table.starts_on, table.id, parse=day, is_nullable=True)
    return planned(asked.page(visible(table, info.context.viewer), asked.conditions(info), order))


def project(info: Info[Any, Any], id: RecordId) -> Project | None:
    """One project."""
    return planned(Rows(record_with_id(info.context, table, id)))
