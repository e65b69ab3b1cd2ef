"""Needs: how many people need help in an area and sector over a period, as a named source says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Annotated, Any

import strawberry

from api.filters.arguments import GroupCode, Info, Paging, Period, SectorCode, Within, says, takes
from api.filters.conditions import area_within, has_code, in_sector, meets
from api.planner.fields import column, refers_to
from api.planner.pages import Connection, Order
from api.planner.rows import planned
from api.types.area import Area
from api.types.extra import own_fields
from api.types.sector import PopulationGroup, Sector
from tansiq import models
from tansiq.policy.visibility import visible

table = models.Need


@strawberry.type(description="One assessed need: persons, not households.")
class Need:
    id: strawberry.ID = column(table.id, "Number of the record.")
    area: Area | None = refers_to(table.area, models.Area, "Where.")
    sector: Sector | None = refers_to(table.sector, models.Sector, "In which sector.")
    population_group: PopulationGroup | None = refers_to(table.population_group, models.PopulationGroup, "Whose.")
    people_affected: int | None = column(table.people_affected, "Persons affected.")
    people_in_need: int = column(table.people_in_need, "Persons in need.")
    severity: int | None = column(table.severity, "From 1 (minimal) to 5 (extreme).")
    starts_on: date = column(table.starts_on, "First day of the assessed period.")
    ends_on: date = column(table.ends_on, "Last day of the assessed period.")
    source: str = column(table.source, "Who says so.")
    extra: Any = own_fields(models.Need)


@strawberry.enum(description="What needs may be ordered by.")
class NeedOrder(Enum):
    ID = strawberry.enum_value("ID", description="The order in which they were entered.")
    PEOPLE_IN_NEED = strawberry.enum_value("PEOPLE_IN_NEED", description="Persons in need.")
    SEVERITY = strawberry.enum_value("SEVERITY", description="Severity; needs without one come last.")


ORDERS = {
    NeedOrder.ID: Order("ID", table.id, table.id),
    NeedOrder.PEOPLE_IN_NEED: Order("PEOPLE_IN_NEED", table.people_in_need, table.id),
    NeedOrder.SEVERITY: Order("SEVERITY", table.severity, table.id, is_nullable=True),
}


@dataclass(frozen=True)
class NeedFilters(Paging):
    """What needs may be narrowed by."""

    within: Within = None
    sector: SectorCode = None
    population_group: GroupCode = None
    period: Annotated[Period | None, says("Only needs assessed for a day of this period.")] = None
    min_severity: Annotated[int | None, says("Only needs of this severity or a graver one, 1 to 5.")] = None
    order_by: Annotated[NeedOrder, says("What the list is ordered by.")] = NeedOrder.ID

    def conditions(self, info: Info[Any, Any]) -> Sequence[Any]:
        context = info.context
        return (
            area_within(context, table.area, self.within),
            in_sector(context, table, self.sector),
            has_code(context, table.population_group, self.population_group, "populationGroup"),
            meets(table, self.period),
            None if self.min_severity is None else table.severity >= self.min_severity,
        )


@takes(NeedFilters)
def needs(info: Info[Any, Any], asked: NeedFilters) -> Connection[Need]:
    """Needs, in the order of their entry unless said otherwise."""
    return planned(asked.page(visible(table, info.context.viewer), asked.conditions(info), ORDERS[asked.order_by]))
